import { Link } from "react-router";

import type { Booking } from "../../api/types";
import { useWords } from "../../i18n";
import { useClientName } from "../people";
import { PolicyText } from "../PolicyText";
import { zoneWords } from "../slots/zoneWords";
import { RefundNote } from "./RefundNote";
import { isOver } from "./standing";

interface FactsProps {
  booking: Booking;
  zone: string;
  mine: boolean;
}

export function Facts({ booking, zone, mine }: FactsProps) {
  const { t, format } = useWords();
  const client = useClientName(mine ? null : booking.clientId);
  return (
    <dl className="facts sheet">
      <dt>{t("booking.what")}</dt>
      <dd>
        {booking.items.length === 0
          ? booking.offeringTitle
          : booking.items.map((one) => (
              <span key={one.offeringId} className="refund">
                {one.offeringTitle}, {format.minutes(one.minutes)}
              </span>
            ))}
        {booking.seriesId !== null && (
          <span className="refund small">
            <Link to={`/series/${booking.seriesId}`}>{t("series.part")}</Link>
          </span>
        )}
      </dd>
      <dt>{mine ? t("booking.with") : t("booking.client")}</dt>
      <dd>{mine ? booking.providerName : client}</dd>
      <dt>{t("booking.when")}</dt>
      <dd>
        <strong>{format.day(booking.startTime, zone)}</strong>
        <br />
        <span className="figures">
          {format.span(booking.startTime, booking.endTime, zone)}
        </span>{" "}
        <span className="soft small">{zoneWords(zone)}</span>
      </dd>
      <dt>{t("booking.price")}</dt>
      <dd>
        {booking.packagePurchaseId !== null
          ? t("price.credit")
          : booking.amount > 0
            ? format.money(booking.amount, booking.currency)
            : t("price.free")}
        {booking.discount > 0 && (
          <span className="soft small refund">
            {t("price.discount", { amount: format.money(booking.discount, booking.currency) })}
          </span>
        )}
        {booking.cardHold && !isOver(booking) && booking.status === "CONFIRMED" && (
          <span className="soft small refund">{t("card.kept")}</span>
        )}
        <RefundNote booking={booking} />
      </dd>
      {booking.videoCallLink && (
        <>
          <dt>{t("booking.video")}</dt>
          <dd>
            <a href={booking.videoCallLink} rel="noreferrer">
              {booking.videoCallLink}
            </a>
          </dd>
        </>
      )}
      {booking.notes && (
        <>
          <dt>{t("booking.notes")}</dt>
          <dd className="prose">{booking.notes}</dd>
        </>
      )}
      {!isOver(booking) && (
        <>
          <dt>{t("booking.policy")}</dt>
          <dd>
            <PolicyText policy={booking.cancellationPolicy} />
          </dd>
        </>
      )}
    </dl>
  );
}
