// Free times arranged as people look at them. A slot comes on the wall clock of the viewer's zone with its
// offset, so its date and its time stand in its text; only whole calendar dates are counted here.

import type { Slot } from "../../api/types";

const DAY_MS = 86_400_000;
export const WEEK = 7;
export const WINDOW_DAYS = 28;

export interface Time {
  /** What a list of times is chosen by: the wall time, with the offset where an hour comes twice. */
  value: string;
  clock: string;
  offset: string;
  start: string;
  end: string;
  /** What was seen with it: sent along, the price and the policy cannot change before the booking. */
  quote?: Quote;
}

export interface Quote {
  text: string;
  goodUntil: string;
}

export interface Day {
  date: string;
  times: Time[];
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function dateIn(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return parts.format(at);
}

export function daysOf(slots: readonly Slot[], quote?: Quote): Day[] {
  const days = new Map<string, Time[]>();
  for (const slot of slots) {
    const date = slot.startTime.slice(0, 10);
    const times = days.get(date) ?? [];
    const clock = slot.startTime.slice(11, 16);
    const offset = offsetOf(slot.startTime);
    const twice = times.some((time) => time.clock === clock);
    times.push({
      value: twice ? `${clock}${offset}` : clock,
      clock,
      offset,
      start: slot.startTime,
      end: slot.endTime,
      quote,
    });
    days.set(date, times);
  }
  return [...days].map(([date, times]) => ({ date, times }));
}

/** Seven days from `first`, those without a free time included. */
export function weekFrom(first: string, days: readonly Day[]): Day[] {
  const known = new Map(days.map((day) => [day.date, day]));
  return Array.from({ length: WEEK }, (_, index) => {
    const date = addDays(first, index);
    return known.get(date) ?? { date, times: [] };
  });
}

/** Days from several answers; where two know the same date, their times stand in order. */
export function joined(parts: readonly Day[][]): Day[] {
  const days = new Map<string, Time[]>();
  for (const { date, times } of parts.flat()) days.set(date, [...(days.get(date) ?? []), ...times]);
  return [...days]
    .map(([date, times]) => ({ date, times }))
    .sort((a, b) => a.date.localeCompare(b.date));
}

export function firstOfMonth(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1] = date.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** The dates of a month, with the empty places before the first so that it stands under its weekday. */
export function monthGrid(first: string, weekStart: number): (string | null)[] {
  const length = Math.round(
    (Date.parse(addMonths(first, 1)) - Date.parse(firstOfMonth(first))) / DAY_MS,
  );
  const before = (new Date(`${first}T00:00:00Z`).getUTCDay() + 7 - weekStart) % WEEK;
  return [
    ...Array.from({ length: before }, () => null),
    ...Array.from({ length }, (_, index) => addDays(first, index)),
  ];
}

/** Windows of four weeks, counted from 1970, so that each is asked for once wherever one looks from. */
export function windowsFor(first: string, last: string): number[] {
  const at = (date: string, by: number) =>
    Math.floor((Date.parse(`${date}T00:00:00Z`) / DAY_MS + by) / WINDOW_DAYS);
  const [from, to] = [at(first, -1), at(last, 2)];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The first date on which the viewer's clocks stand otherwise than on the one before, if any. */
export function clockChange(days: readonly Day[]): string | null {
  let before: string | undefined;
  for (const day of days) {
    for (const time of day.times) {
      if (before !== undefined && before !== time.offset) return day.date;
      before = time.offset;
    }
  }
  return null;
}

function offsetOf(instant: string): string {
  const found = /(Z|[+-]\d\d:\d\d)$/.exec(instant)?.[1] ?? "Z";
  return found === "Z" ? "+00:00" : found;
}
