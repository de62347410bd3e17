import type { components } from "../../../api/schema";
import { Button } from "../../../design/Button";
import { TextField } from "../../../design/Field";
import { useWords } from "../../../i18n";

export type Length = components["schemas"]["FurtherDuration"];

const MOST = 10;
const HALF_AN_HOUR = 30;

interface LengthsEditorProps {
  lengths: readonly Length[];
  /** The offering's own length: the others differ from it. */
  own: number;
  currency: string;
  change: (lengths: Length[]) => void;
  errorAt: (field: string) => string | undefined;
}

/** Other lengths of the same thing, each at its own price. */
export function LengthsEditor({ lengths, own, currency, change, errorAt }: LengthsEditorProps) {
  const { t } = useWords();
  const put = (at: number, next: Partial<Length>) =>
    change(lengths.map((one, place) => (place === at ? { ...one, ...next } : one)));
  const longest = Math.max(own, ...lengths.map((one) => one.durationMinutes));
  return (
    <fieldset className="stack stack--small">
      <legend className="field__label">{t("lengths.title")}</legend>
      {lengths.map((one, at) => (
        <div key={at} className="form__row editor-row">
          <TextField
            label={t("offering.duration")}
            name={`length-${at}`}
            type="number"
            min={5}
            max={1440}
            required
            value={one.durationMinutes || ""}
            error={errorAt(`furtherDurations.${at}.durationMinutes`)}
            onChange={(event) => put(at, { durationMinutes: Number(event.target.value) })}
          />
          <TextField
            label={t("offering.price", { currency })}
            name={`length-price-${at}`}
            type="number"
            min={0}
            step="any"
            required
            value={one.price}
            error={errorAt(`furtherDurations.${at}.price`)}
            onChange={(event) => put(at, { price: Number(event.target.value) })}
          />
          <Button
            kind="plain"
            aria-label={t("editor.removeNamed", { what: String(one.durationMinutes) })}
            onClick={() => change(lengths.filter((_, place) => place !== at))}
          >
            {t("editor.remove")}
          </Button>
        </div>
      ))}
      {errorAt("furtherDurations") && <p className="field__error">{errorAt("furtherDurations")}</p>}
      {lengths.length < MOST && (
        <div>
          <Button
            kind="plain"
            onClick={() =>
              change([...lengths, { durationMinutes: longest + HALF_AN_HOUR, price: 0 }])
            }
          >
            {t("lengths.add")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
