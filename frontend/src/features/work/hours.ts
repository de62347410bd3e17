// Opening hours as the editor holds them: seven days of spans, and dates that differ.

import type { Hours, Override, Rule } from "../../api/types";

export const DAYS = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
] as const;
export type DayName = (typeof DAYS)[number];
export const WEEKDAYS: readonly DayName[] = DAYS.slice(0, 5);

export interface Span {
  startTime: string;
  endTime: string;
}

export interface Draft {
  week: Record<DayName, Span[]>;
  /** Rules that hold for a season only: kept as they are, for this editor does not show them. */
  seasonal: Rule[];
  overrides: Override[];
}

export function draftOf(hours: Pick<Hours, "rules" | "overrides">): Draft {
  const week = Object.fromEntries(DAYS.map((day) => [day, [] as Span[]])) as Record<
    DayName,
    Span[]
  >;
  const seasonal: Rule[] = [];
  for (const rule of hours.rules) {
    if (rule.validFrom || rule.validUntil) seasonal.push(rule);
    else week[rule.dayOfWeek].push({ startTime: rule.startTime, endTime: rule.endTime });
  }
  return { week, seasonal, overrides: hours.overrides };
}

export function hoursOf(draft: Draft): { rules: Rule[]; overrides: Override[] } {
  const weekly = DAYS.flatMap((dayOfWeek) =>
    draft.week[dayOfWeek].map((span) => ({ dayOfWeek, ...span })),
  );
  return { rules: [...weekly, ...draft.seasonal], overrides: draft.overrides };
}

/** The next span of a day: after the last one, else the morning. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = spans.at(-1);
  if (!last) return { startTime: "09:00", endTime: "17:00" };
  const hour = Math.min(22, Number(last.endTime.slice(0, 2)) + 1);
  return { startTime: `${two(hour)}:00`, endTime: `${two(Math.min(24, hour + 3))}:00` };
}

export function withDay(draft: Draft, day: DayName, spans: Span[]): Draft {
  return { ...draft, week: { ...draft.week, [day]: spans } };
}

export function copiedToWeekdays(draft: Draft, from: DayName): Draft {
  const spans = draft.week[from];
  const copies = Object.fromEntries(
    WEEKDAYS.map((day) => [day, spans.map((span) => ({ ...span }))]),
  );
  return { ...draft, week: { ...draft.week, ...copies } };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
