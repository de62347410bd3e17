import { Link } from "react-router";

import type { Booking } from "../../api/types";
import { useWords } from "../../i18n";
import { StandingChip } from "../booking/BookingRow";
import { useClientName } from "../people";
import type { AgendaDay } from "./week";

interface AgendaWeekProps {
  days: readonly AgendaDay[];
  today: string;
  zone: string;
}

export function AgendaWeek({ days, today, zone }: AgendaWeekProps) {
  const { t, format } = useWords();
  return (
    <ol className="agenda">
      {days.map((day) => (
        <li
          key={day.date}
          className="agenda__day"
          aria-current={day.date === today ? "date" : undefined}
        >
          <h2 className="agenda__date">{format.dayOfDate(day.date, "short")}</h2>
          {day.bookings.length === 0 ? (
            <p className="soft small">{t("agenda.free")}</p>
          ) : (
            <ul className="stack stack--small">
              {day.bookings.map((booking) => (
                <AgendaItem key={booking.id} booking={booking} zone={zone} />
              ))}
            </ul>
          )}
        </li>
      ))}
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
