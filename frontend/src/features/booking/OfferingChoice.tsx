import type { Offering } from "../../api/types";
import { useWords } from "../../i18n";

interface OfferingChoiceProps {
  offerings: readonly Offering[];
  chosen: Offering;
  choose: (id: number) => void;
}

export function OfferingChoice({ offerings, chosen, choose }: OfferingChoiceProps) {
  const { t, format } = useWords();
  return (
    <fieldset className="stack stack--small">
      <legend className="book__legend">{t("book.what")}</legend>
      {offerings.map((offering) => (
        <label key={offering.id} className="option">
          <input
            type="radio"
            name="offering"
            value={offering.id}
            checked={offering.id === chosen.id}
            onChange={() => choose(offering.id)}
          />
          <span className="row row--apart">
            <span>
              <strong>{offering.title}</strong>
              <span className="soft small option__hint">
                {format.list(
                  [offering, ...offering.furtherDurations]
                    .map((one) => one.durationMinutes)
                    .sort((a, b) => a - b)
                    .map(format.minutes),
                )}
              </span>
            </span>
            <span className="figures">
              {offering.price > 0
                ? format.money(offering.price, offering.currency)
                : t("price.free")}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
