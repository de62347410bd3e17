import type { Booking } from "../../api/types";
import { useWords } from "../../i18n";
import { Countdown } from "./Countdown";

/** What is due, how long the time is kept, and the way to the checkout. */
export function PayBox({ booking }: { booking: Booking }) {
  const { t, format } = useWords();
  if (booking.status !== "PENDING" || booking.step !== "HELD") return null;
  return (
    <section className="pay-box" aria-label={t("pay.label")}>
      <div className="stack stack--small">
        <p className="pay-box__amount">{format.money(booking.amount, booking.currency)}</p>
        {booking.holdExpiresAt && (
          <p>
            {t("hold.for")} <Countdown until={booking.holdExpiresAt} />
          </p>
        )}
      </div>
      {booking.paymentUrl && (
        <a className="button button--primary" href={booking.paymentUrl}>
          {t("pay.now")}
        </a>
      )}
    </section>
  );
}
