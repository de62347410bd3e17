import type { Offering } from "../../api/types";
import { Choice } from "../../design/Field";
import { useWords } from "../../i18n";

const MOST = 8;

interface MoreServicesProps {
  offerings: readonly Offering[];
  first: Offering;
  more: readonly Offering[];
  choose: (more: readonly Offering[]) => void;
}

/** Several services back to back: one booking, one time, one price. */
export function MoreServices({ offerings, first, more, choose }: MoreServicesProps) {
  const { t, format } = useWords();
  const others = offerings.filter(
    (one) => one.id !== first.id && one.currency === first.currency && !asks(one),
  );
  if (others.length === 0 || asks(first)) return null;
  const toggle = (one: Offering) =>
    choose(more.includes(one) ? more.filter((kept) => kept !== one) : [...more, one]);
  return (
    <details className="details" open={more.length > 0 || undefined}>
      <summary>{t("more.title")}</summary>
      <div className="stack stack--small after-summary" role="group" aria-label={t("more.title")}>
        <p className="soft small">{t("more.text")}</p>
        {others.map((one) => (
          <Choice
            key={one.id}
            name="more"
            checked={more.includes(one)}
            disabled={!more.includes(one) && more.length + 1 >= MOST}
            onChange={() => toggle(one)}
            label={
              <>
                <bdi>{one.title}</bdi> · {format.minutes(one.durationMinutes)} ·{" "}
                {one.price > 0 ? format.money(one.price, one.currency) : t("price.free")}
              </>
            }
          />
        ))}
      </div>
    </details>
  );
}

function asks(offering: Offering): boolean {
  return offering.questions.some((one) => one.required);
}
