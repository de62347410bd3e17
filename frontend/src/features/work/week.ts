import type { Booking } from "../../api/types";
import { addDays, dateIn, WEEK } from "../slots/days";

const DAY_MS = 86_400_000;

export interface AgendaDay {
  date: string;
  bookings: Booking[];
}

/** The bookings of seven days, each under the date on which it begins in `zone`. */
export function agendaOf(first: string, bookings: readonly Booking[], zone: string): AgendaDay[] {
  return Array.from({ length: WEEK }, (_, index) => {
    const date = addDays(first, index);
    return {
      date,
      bookings: bookings.filter((one) => dateIn(zone, new Date(one.startTime)) === date),
    };
  });
}

/** A stretch that surely holds the week in any zone; what lies outside is left out by its date. */
export function askedFor(first: string): { from: string; to: string } {
  const start = Date.parse(`${first}T00:00:00Z`);
  return {
    from: new Date(start - DAY_MS).toISOString(),
    to: new Date(start + (WEEK + 1) * DAY_MS).toISOString(),
  };
}
