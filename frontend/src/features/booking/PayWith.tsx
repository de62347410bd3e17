import { useWords } from "../../i18n";
import { browserZone } from "../session/useSession";
import type { Purchase } from "../packages/usePackages";

interface PayWithProps {
  credits: readonly Purchase[];
  chosen: Purchase | null;
  choose: (purchase: Purchase | null) => void;
}

/** Who has credits for this may spend one; nobody else is asked. */
export function PayWith({ credits, chosen, choose }: PayWithProps) {
  const { t, tn, format } = useWords();
  if (credits.length === 0) return null;
  return (
    <fieldset className="stack stack--small">
      <legend className="book__legend">{t("payWith.title")}</legend>
      {credits.map((one) => (
        <label key={one.id} className="option">
          <input
            type="radio"
            name="payWith"
            checked={chosen?.id === one.id}
            onChange={() => choose(one)}
          />
          <span>
            <strong>{t("payWith.credit", { title: one.title })}</strong>
            <span className="soft small option__hint">
              {tn("payWith.left", one.creditsLeft)}
              {one.expiresAt &&
                ` · ${t("payWith.until", { date: format.date(one.expiresAt, browserZone()) })}`}
            </span>
          </span>
        </label>
      ))}
      <label className="option">
        <input
          type="radio"
          name="payWith"
          checked={chosen === null}
          onChange={() => choose(null)}
        />
        <span>
          <strong>{t("payWith.money")}</strong>
        </span>
      </label>
    </fieldset>
  );
}
