import type { Offering } from "../../api/types";
import { useWords } from "../../i18n";

interface LengthChoiceProps {
  offering: Offering;
  minutes: number;
  choose: (minutes: number) => void;
}

/** Some things can be had longer or shorter, each at a price of its own. */
export function LengthChoice({ offering, minutes, choose }: LengthChoiceProps) {
  const { t, format } = useWords();
  if (offering.furtherDurations.length === 0) return null;
  const all = [
    { durationMinutes: offering.durationMinutes, price: offering.price },
    ...offering.furtherDurations,
  ].sort((a, b) => a.durationMinutes - b.durationMinutes);
  return (
    <fieldset className="stack stack--small">
      <legend className="book__legend">{t("book.howLong")}</legend>
      {all.map((one) => (
        <label key={one.durationMinutes} className="option">
          <input
            type="radio"
            name="durationMinutes"
            value={one.durationMinutes}
            checked={one.durationMinutes === minutes}
            onChange={() => choose(one.durationMinutes)}
          />
          <span className="row row--apart">
            <strong>{format.minutes(one.durationMinutes)}</strong>
            <span className="figures">
              {one.price > 0 ? format.money(one.price, offering.currency) : t("price.free")}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
