// The agenda as a sheet of paper: dates across, minutes down. Nothing here knows the screen.

import type { Booking, Hours } from "../../../api/types";
import type { Day, Time } from "../../slots/days";
import { wallClock } from "../../wallTime";
import { DAYS } from "../hours";

export const DAY_MINUTES = 1440;
export const STEP = 15;
const HOUR = 60;
const USUAL: Stretch = { from: 8 * HOUR, until: 18 * HOUR };

export interface Stretch {
  from: number;
  until: number;
}

export interface Placed<T> extends Stretch {
  what: T;
  lane: number;
  lanes: number;
}

/** What is on one date; what began the day before or ends the day after is cut at midnight. */
export function onDate<T extends { startTime: string; endTime: string }>(
  date: string,
  things: readonly T[],
  zone: string,
): (Stretch & { what: T })[] {
  return things.flatMap((what) => {
    const start = wallClock(zone, what.startTime);
    const end = wallClock(zone, what.endTime);
    if (start.date > date || end.date < date) return [];
    const from = start.date < date ? 0 : start.minutes;
    const until = end.date > date ? DAY_MINUTES : end.minutes;
    return until > from ? [{ what, from, until }] : [];
  });
}

/** Side by side what overlaps: each in the first lane that is free again. */
export function inLanes<T>(items: readonly (Stretch & { what: T })[]): Placed<T>[] {
  const sorted = [...items].sort((a, b) => a.from - b.from || b.until - a.until);
  const placed: Placed<T>[] = [];
  let group: Placed<T>[] = [];
  let end = 0;
  for (const item of sorted) {
    if (item.from >= end) group = [];
    const busy = new Set(group.filter((one) => one.until > item.from).map((one) => one.lane));
    let lane = 0;
    while (busy.has(lane)) lane += 1;
    const here: Placed<T> = { ...item, lane, lanes: 1 };
    group.push(here);
    placed.push(here);
    const lanes = Math.max(...group.map((one) => one.lane)) + 1;
    group.forEach((one) => (one.lanes = lanes));
    end = Math.max(...group.map((one) => one.until));
  }
  return placed;
}

/** When somebody is open on a date, by their rules and what replaces them. */
export function openOn(date: string, hours: Pick<Hours, "rules" | "overrides">): Stretch[] {
  const override = hours.overrides.find((one) => one.date === date);
  const name = DAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
  const rules = hours.rules.filter(
    (rule) =>
      rule.dayOfWeek === name &&
      (!rule.validFrom || rule.validFrom <= date) &&
      (!rule.validUntil || rule.validUntil >= date),
  );
  return (override?.spans ?? rules).map((span) => {
    const from = minutesOf(span.startTime);
    const until = minutesOf(span.endTime);
    return { from, until: until > from ? until : DAY_MINUTES };
  });
}

/** Whole hours that hold all that is to be seen, and a working day at least. */
export function hoursShown(stretches: readonly Stretch[]): Stretch {
  const from = Math.min(USUAL.from, ...stretches.map((one) => one.from));
  const until = Math.max(USUAL.until, ...stretches.map((one) => one.until));
  return { from: Math.floor(from / HOUR) * HOUR, until: Math.ceil(until / HOUR) * HOUR };
}

export function snapped(minutes: number, within: Stretch): number {
  const near = Math.round(minutes / STEP) * STEP;
  return Math.max(within.from, Math.min(within.until, near));
}

/** Of the times that can be booked on a date, the one nearest to where something was dropped. */
export function nearestTime(days: readonly Day[], date: string, minutes: number): Time | null {
  const times = days.find((day) => day.date === date)?.times ?? [];
  const far = (time: Time) => Math.abs(minutesOf(time.clock) - minutes);
  return times.reduce<Time | null>(
    (best, time) => (best === null || far(time) < far(best) ? time : best),
    null,
  );
}

export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * HOUR + minutes;
}

export function clockOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / HOUR))}:${two(minutes % HOUR)}`;
}

export function movable(booking: Booking, now: Date): boolean {
  const firm = booking.status === "CONFIRMED" || booking.step === "APPROVAL";
  return firm && now < new Date(booking.startTime);
}
