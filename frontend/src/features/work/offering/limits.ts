// How much is taken on in a day, a week and a month, as two forms hold it.

import type { components } from "../../../api/schema";

export type Limit = components["schemas"]["Limit"];
export const PERIODS = ["DAY", "WEEK", "MONTH"] as const;

/** What was typed beside each period; a limit in minutes that was set elsewhere stays. */
export function limitsOf(form: FormData, before: readonly Limit[]): Limit[] {
  return PERIODS.flatMap((period): Limit[] => {
    const typed = Number(form.get(`limit-${period}`));
    const count = typed > 0 ? typed : null;
    const minutes = before.find((one) => one.period === period)?.minutes ?? null;
    return count === null && minutes === null ? [] : [{ period, count, minutes }];
  });
}
