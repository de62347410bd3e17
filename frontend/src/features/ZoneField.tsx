import { SelectField } from "../design/Field";
import { useWords } from "../i18n";
import { zoneWords } from "./slots/zoneWords";
import { zonesWith } from "./zones";

interface ZoneFieldProps {
  zone: string;
  hint?: string;
  error?: string | undefined;
}

export function ZoneField({ zone, hint, error }: ZoneFieldProps) {
  const { t } = useWords();
  return (
    <SelectField
      label={t("field.zone")}
      name="timezone"
      defaultValue={zone}
      hint={hint}
      error={error}
    >
      {zonesWith(zone).map((one) => (
        <option key={one} value={one}>
          {zoneWords(one)}
        </option>
      ))}
    </SelectField>
  );
}
