// Which part of the agenda is on show. It stands in the address, so that back leads back.

import { addDays, addMonths, firstOfMonth, WEEK } from "../../slots/days";

export const VIEWS = ["day", "week", "month"] as const;
export type View = (typeof VIEWS)[number];

export interface Shown {
  view: View;
  date: string;
  /** The dates on show, the first and the last. */
  first: string;
  last: string;
}

const DATE = /^\d{4}-\d\d-\d\d$/;

export function shownOf(params: URLSearchParams, today: string, weekStart: number): Shown {
  const asked = params.get("date");
  const date = asked && DATE.test(asked) ? asked : today;
  const view = VIEWS.find((one) => one === params.get("view")) ?? "week";
  if (view === "day") return { view, date, first: date, last: date };
  if (view === "month") {
    const first = firstOfMonth(date);
    return { view, date, first, last: addDays(addMonths(first, 1), -1) };
  }
  const first = addDays(date, -((weekdayOf(date) + WEEK - weekStart) % WEEK));
  return { view, date, first, last: addDays(first, WEEK - 1) };
}

export function stepped({ view, date }: Shown, by: 1 | -1): string {
  if (view === "month") return addMonths(date, by);
  return addDays(date, by * (view === "week" ? WEEK : 1));
}

export function datesOf({ first, last }: Shown): string[] {
  const dates = [first];
  while ((dates.at(-1) ?? last) < last) dates.push(addDays(dates.at(-1) ?? first, 1));
  return dates;
}

/** A stretch that surely holds these dates in any zone; what lies outside is left out by its date. */
export function askedFor({ first, last }: Shown): { from: string; to: string } {
  return { from: `${addDays(first, -1)}T00:00:00Z`, to: `${addDays(last, 2)}T00:00:00Z` };
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
