import type { SubmitEvent } from "react";

import type { Provider } from "../../../api/types";
import { Button } from "../../../design/Button";
import { Choice, SelectField, TextField } from "../../../design/Field";
import { Failure } from "../../../design/States";
import { useFieldErrors } from "../../../design/useProblemText";
import { useWords } from "../../../i18n";
import { checked, number, text } from "../../forms";
import type { Package } from "../../packages/usePackages";
import { usePackageChanges } from "./usePrices";

interface PackageFormProps {
  profile: Provider;
  sold: Package | null;
  saved: () => void;
}

export function PackageForm({ profile, sold, saved }: PackageFormProps) {
  const { t } = useWords();
  const { save } = usePackageChanges(profile.id);
  const errorAt = useFieldErrors(save.error);
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const made = {
      title: text(form, "title"),
      offeringId: number(form, "offeringId"),
      credits: number(form, "credits"),
      price: number(form, "price"),
      validMonths: number(form, "validMonths"),
      active: checked(form, "active"),
    };
    if (!save.isPending) save.mutate({ id: sold?.id ?? null, made }, { onSuccess: saved });
  };
  return (
    <form className="form" onSubmit={send}>
      {save.error && <Failure error={save.error} />}
      <TextField
        label={t("offering.title")}
        name="title"
        required
        maxLength={120}
        defaultValue={sold?.title}
        error={errorAt("title")}
      />
      <SelectField
        label={t("bundle.of")}
        name="offeringId"
        defaultValue={sold?.offeringId}
        error={errorAt("offeringId")}
      >
        {profile.offerings
          .filter((one) => one.price > 0)
          .map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
      </SelectField>
      <div className="form__row">
        <TextField
          label={t("bundle.credits")}
          name="credits"
          type="number"
          min={1}
          max={1000}
          required
          defaultValue={sold?.credits ?? 10}
          error={errorAt("credits")}
        />
        <TextField
          label={t("offering.price", { currency: profile.currency })}
          name="price"
          type="number"
          min={0}
          step="any"
          inputMode="decimal"
          required
          defaultValue={sold?.price}
          error={errorAt("price")}
        />
      </div>
      <TextField
        label={t("bundle.months")}
        name="validMonths"
        type="number"
        min={1}
        max={60}
        required
        defaultValue={sold?.validMonths ?? 12}
        error={errorAt("validMonths")}
      />
      <Choice name="active" defaultChecked={sold?.active ?? true} label={t("bundle.active")} />
      <div className="form__actions">
        <Button type="submit" busy={save.isPending}>
          {t("action.save")}
        </Button>
      </div>
    </form>
  );
}
