import { SelectField } from "../../../design/Field";
import { useWords } from "../../../i18n";

interface MinutesFieldProps {
  label: string;
  name: string;
  choices: readonly number[];
  value: number;
}

export function MinutesField({ label, name, choices, value }: MinutesFieldProps) {
  const { format } = useWords();
  return (
    <SelectField label={label} name={name} defaultValue={value}>
      {[...new Set([...choices, value])]
        .sort((a, b) => a - b)
        .map((minutes) => (
          <option key={minutes} value={minutes}>
            {format.minutes(minutes)}
          </option>
        ))}
    </SelectField>
  );
}
