import type { SubmitEvent } from "react";

import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { useWords } from "../../i18n";
import { text } from "../forms";
import type { FilterProps } from "./Filters";

export function PriceFilter({ criteria, change }: FilterProps) {
  const { t } = useWords();
  const limit = (form: FormData, name: string) => {
    const typed = text(form, name);
    return typed === "" ? undefined : Math.max(0, Number(typed));
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [low, high] = [limit(form, "price_min"), limit(form, "price_max")];
    const wrong = low !== undefined && high !== undefined && low > high;
    change(wrong ? { price_min: high, price_max: low } : { price_min: low, price_max: high });
  };
  return (
    <form className="filters__price" onSubmit={submit}>
      <TextField
        label={t("filter.priceFrom")}
        name="price_min"
        type="number"
        min={0}
        inputMode="decimal"
        defaultValue={criteria.price_min}
      />
      <TextField
        label={t("filter.priceTo")}
        name="price_max"
        type="number"
        min={0}
        inputMode="decimal"
        defaultValue={criteria.price_max}
      />
      <Button type="submit" kind="quiet">
        {t("filter.apply")}
      </Button>
    </form>
  );
}
