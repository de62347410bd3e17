import { Link } from "react-router";

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
        <p className="pay-box__amount">
          {booking.cardHold ? t("card.leave") : format.money(booking.payNow, booking.currency)}
        </p>
        {booking.cardHold && <p className="small">{t("card.leaveText")}</p>}
        {booking.holdExpiresAt && (
          <p>
            {t("hold.for")} <Countdown until={booking.holdExpiresAt} />
          </p>
        )}
      </div>
      {booking.seriesId !== null ? (
        <Link className="button button--primary" to={`/series/${booking.seriesId}`}>
          {t("series.pay")}
        </Link>
      ) : (
        booking.paymentUrl && (
          <a className="button button--primary" href={booking.paymentUrl}>
            {booking.cardHold ? t("card.toCheckout") : t("pay.now")}
          </a>
        )
      )}
    </section>
  );
}
