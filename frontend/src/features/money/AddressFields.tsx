import { TextArea, TextField } from "../../design/Field";
import { useWords } from "../../i18n";
import { text } from "../forms";

interface AddressFieldsProps {
  billing: { addressLines: string[]; country: string | null; taxId: string | null };
  errorAt: (field: string) => string | undefined;
}

export function AddressFields({ billing, errorAt }: AddressFieldsProps) {
  const { t } = useWords();
  return (
    <>
      <TextArea
        label={t("billing.address")}
        name="addressLines"
        rows={3}
        defaultValue={billing.addressLines.join("\n")}
        error={errorAt("addressLines")}
      />
      <div className="form__row">
        <TextField
          label={t("billing.country")}
          hint={t("billing.countryHint")}
          name="country"
          maxLength={2}
          pattern="[A-Za-z]{2}"
          autoComplete="country"
          defaultValue={billing.country ?? ""}
          error={errorAt("country")}
        />
        <TextField
          label={t("billing.taxId")}
          name="taxId"
          maxLength={40}
          defaultValue={billing.taxId ?? ""}
          error={errorAt("taxId")}
        />
      </div>
    </>
  );
}

export function addressOf(form: FormData) {
  return {
    addressLines: text(form, "addressLines")
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean),
    country: text(form, "country").toUpperCase() || null,
    taxId: text(form, "taxId") || null,
  };
}
