import { Link } from "react-router";

import type { Booking } from "../../api/types";
import { useWords } from "../../i18n";
import { standingOf } from "./standing";

const CHIPS = {
  good: "chip chip--good",
  wait: "chip chip--wait",
  bad: "chip chip--bad",
  plain: "chip",
} as const;

export function StandingChip({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const standing = standingOf(booking);
  return <span className={CHIPS[standing.tone]}>{t(`chip.${booking.status}`)}</span>;
}

export function BookingRow({ booking, zone }: { booking: Booking; zone: string }) {
  const { format } = useWords();
  return (
    <li className="booking-row">
      <time dateTime={booking.startTime}>
        <strong>{format.shortDay(booking.startTime, zone)}</strong>
        <br />
        {format.span(booking.startTime, booking.endTime, zone)}
      </time>
      <div>
        <h2 className="card-title">
          <Link to={`/bookings/${booking.id}`}>{booking.offeringTitle}</Link>
        </h2>
        <p className="soft">{booking.providerName}</p>
      </div>
      <StandingChip booking={booking} />
    </li>
  );
}
