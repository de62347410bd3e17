import { Link } from "react-router";

import type { Booking, TimeOff } from "../../../api/types";
import { useWords } from "../../../i18n";
import { monthGrid, WEEK } from "../../slots/days";
import { onDate } from "./geometry";

interface MonthAgendaProps {
  month: string;
  today: string;
  zone: string;
  bookings: readonly Booking[];
  timeOff: readonly TimeOff[];
}

const SHOWN = 3;

/** A month at a glance: who comes first on each day, and how many more. A day opens as a sheet. */
export function MonthAgenda({ month, today, zone, bookings, timeOff }: MonthAgendaProps) {
  const { t, tn, format } = useWords();
  return (
    <ol className="month-agenda">
      {Array.from({ length: WEEK }, (_, index) => (
        <li key={`head-${index}`} className="month-agenda__head" aria-hidden="true">
          {format.weekday((format.weekStart + 6 + index) % WEEK, "short")}
        </li>
      ))}
      {monthGrid(month, format.weekStart).map((date, index) => {
        if (date === null) return <li key={`empty-${index}`} aria-hidden="true" />;
        const booked = onDate(date, bookings, zone);
        const off = onDate(date, timeOff, zone).length > 0;
        return (
          <li
            key={date}
            className="month-agenda__day"
            aria-current={date === today ? "date" : undefined}
            data-off={off}
          >
            <Link to={`/work?view=day&date=${date}`}>
              <span aria-hidden="true">{format.number(Number(date.slice(8)))}</span>
              <span className="visually-hidden">
                {format.dayOfDate(date)}:{" "}
                {booked.length > 0 ? tn("agenda.count", booked.length) : t("agenda.free")}
                {off && `, ${t("work.timeOff")}`}
              </span>
            </Link>
            <ul aria-hidden="true">
              {booked.slice(0, SHOWN).map(({ what }) => (
                <li key={what.id} className="month-agenda__item" data-status={what.status}>
                  {format.time(what.startTime, zone)} {what.offeringTitle}
                </li>
              ))}
            </ul>
            {booked.length > 0 && (
              <span className="month-agenda__more" data-all={booked.length} aria-hidden="true">
                {booked.length > SHOWN && `+${format.number(booked.length - SHOWN)}`}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
