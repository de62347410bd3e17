import { Link } from "react-router";

import type { Booking, TimeOff } from "../../../api/types";
import { useWords } from "../../../i18n";
import { StandingChip } from "../../booking/BookingRow";
import { useClientName } from "../../people";
import { onDate } from "./geometry";

interface AgendaListProps {
  dates: readonly string[];
  today: string;
  zone: string;
  bookings: readonly Booking[];
  timeOff: readonly TimeOff[];
}

/** A week as a list, for narrow screens. */
export function AgendaList({ dates, today, zone, bookings, timeOff }: AgendaListProps) {
  const { t, format } = useWords();
  return (
    <ol className="agenda">
      {dates.map((date) => {
        const booked = onDate(date, bookings, zone);
        const off = onDate(date, timeOff, zone);
        return (
          <li key={date} className="agenda__day" aria-current={date === today ? "date" : undefined}>
            <h2 className="agenda__date">{format.dayOfDate(date)}</h2>
            {off.map(({ what }) => (
              <p key={what.id} className="soft small">
                {t("work.timeOff")}: {format.span(what.startTime, what.endTime, zone)} {what.note}
              </p>
            ))}
            {booked.length === 0 ? (
              <p className="soft small">{t("agenda.free")}</p>
            ) : (
              <ul className="stack stack--small">
                {booked.map(({ what }) => (
                  <AgendaItem key={what.id} booking={what} zone={zone} />
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function AgendaItem({ booking, zone }: { booking: Booking; zone: string }) {
  const { format } = useWords();
  const client = useClientName(booking.clientId);
  return (
    <li className="agenda__item">
      <time className="small" dateTime={booking.startTime}>
        {format.span(booking.startTime, booking.endTime, zone)}
      </time>
      <Link to={`/bookings/${booking.id}`}>{client}</Link>
      <span className="small soft">{booking.offeringTitle}</span>
      {booking.status !== "CONFIRMED" && <StandingChip booking={booking} />}
    </li>
  );
}
