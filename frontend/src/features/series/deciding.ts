// What the client wants of each appointment, and whether all of them are decided about.

import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type Plan = Schemas["SeriesPlanOut"];
export type Planned = Schemas["PlannedOut"];
export type Decision = Schemas["Decision"];

/** By number: left out, or at this other start. What is not named stays as it is planned. */
export type Wanted = Readonly<Record<number, string>>;
export const SKIP = "SKIP";

export function decisionsOf(plan: Plan, wanted: Wanted): Decision[] {
  return plan.occurrences.flatMap(({ number }): Decision[] => {
    const said = wanted[number];
    if (!said) return [];
    return [
      said === SKIP ? { number, action: SKIP } : { number, action: "SHIFT", startTime: said },
    ];
  });
}

export function undecided(plan: Plan, wanted: Wanted): number {
  return plan.occurrences.filter((one) => !one.free && !wanted[one.number]).length;
}

export interface Total {
  count: number;
  amount: number;
  payNow: number;
}

/** All appointments of a series cost the same, so the price of one follows from those that are free. */
export function totalOf(plan: Plan, wanted: Wanted): Total {
  const free = plan.occurrences.filter((one) => one.free).length;
  const count = plan.occurrences.filter((one) =>
    wanted[one.number] ? wanted[one.number] !== SKIP : one.free,
  ).length;
  const each = (whole: number) => (free > 0 ? Math.round(((whole * count) / free) * 100) / 100 : 0);
  return { count, amount: each(plan.amount), payNow: each(plan.payNow) };
}
