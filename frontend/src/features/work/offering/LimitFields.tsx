import { TextField } from "../../../design/Field";
import { useWords } from "../../../i18n";
import { PERIODS, type Limit } from "./limits";

interface LimitFieldsProps {
  limits: readonly Limit[];
  errorAt: (field: string) => string | undefined;
}

export function LimitFields({ limits, errorAt }: LimitFieldsProps) {
  const { t } = useWords();
  return (
    <fieldset className="stack stack--small">
      <legend className="field__label">{t("limits.title")}</legend>
      <div className="form__row">
        {PERIODS.map((period) => (
          <TextField
            key={period}
            label={t(`limits.${period}`)}
            name={`limit-${period}`}
            type="number"
            min={1}
            max={10_000}
            placeholder="∞"
            defaultValue={limits.find((one) => one.period === period)?.count ?? undefined}
          />
        ))}
      </div>
      {errorAt("limits") && <p className="field__error">{errorAt("limits")}</p>}
    </fieldset>
  );
}
