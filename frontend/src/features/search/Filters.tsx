import { useState, type SubmitEvent } from "react";

import { Button } from "../../design/Button";
import { SelectField, TextField } from "../../design/Field";
import { useWords } from "../../i18n";
import { SPOKEN } from "../../i18n/format";
import { text } from "../forms";
import { narrowed, SORTS, type Criteria, type Sort } from "./criteria";
import { TRADES } from "./trades";
import { useTrade } from "./Specializations";

const RATINGS = [3, 4, 4.5];

interface FiltersProps {
  criteria: Criteria;
  apply: (criteria: Criteria) => void;
}

/** Beside the results where there is room, else behind a button. */
export function FoldedFilters(props: FiltersProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div className="fold" data-open={open}>
      <Button
        kind="quiet"
        className="fold__button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t("filter.label")}
      </Button>
      <Filters {...props} />
    </div>
  );
}

function Filters({ criteria, apply }: FiltersProps) {
  const { t, format } = useWords();
  const trade = useTrade();
  const change = (part: Criteria) => apply({ ...criteria, page: undefined, ...part });
  const trades = criteria.specialization
    ? [...new Set([...TRADES, criteria.specialization])]
    : TRADES;
  const languages = [...new Set([...Object.keys(SPOKEN), criteria.language ?? "english"])];
  return (
    <section className="filters" aria-label={t("filter.label")}>
      <SelectField
        label={t("filter.sort")}
        name="sort"
        value={criteria.sort ?? "rating"}
        onChange={(event) => change({ sort: event.target.value as Sort })}
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`sort.${sort}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("filter.specialization")}
        name="specialization"
        value={criteria.specialization ?? ""}
        onChange={(event) => change({ specialization: event.target.value || undefined })}
      >
        <option value="">{t("filter.any")}</option>
        {trades.map((code) => (
          <option key={code} value={code}>
            {trade(code)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("filter.language")}
        name="language"
        value={criteria.language ?? ""}
        onChange={(event) => change({ language: event.target.value || undefined })}
      >
        <option value="">{t("filter.any")}</option>
        {languages.map((name) => (
          <option key={name} value={name}>
            {format.languageName(name)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("filter.rating")}
        name="rating"
        value={criteria.rating_min ?? ""}
        onChange={(event) => change({ rating_min: Number(event.target.value) || undefined })}
      >
        <option value="">{t("filter.any")}</option>
        {RATINGS.map((least) => (
          <option key={least} value={least}>
            {t("filter.atLeast", { rating: format.number(least, 1) })}
          </option>
        ))}
      </SelectField>
      <PriceFilter
        key={`${criteria.price_min}-${criteria.price_max}`}
        criteria={criteria}
        change={change}
      />
      {narrowed({ ...criteria, q: undefined }) && (
        <Button kind="plain" onClick={() => apply({ q: criteria.q, sort: criteria.sort })}>
          {t("filter.clear")}
        </Button>
      )}
    </section>
  );
}

function PriceFilter({
  criteria,
  change,
}: {
  criteria: Criteria;
  change: (part: Criteria) => void;
}) {
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
