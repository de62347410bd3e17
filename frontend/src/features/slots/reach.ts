// Which dates are on show, and how far one may look: from today to the end of what can be booked.

import { addDays, addMonths, firstOfMonth, WEEK } from "./days";

const DAY_MS = 86_400_000;

export class Reach {
  readonly last: string;

  constructor(
    readonly today: string,
    horizonDays: number,
  ) {
    this.last = addDays(today, horizonDays);
  }

  shown(view: "week" | "month", date: string | null): [first: string, last: string] {
    if (view === "month") {
      const first = firstOfMonth(date ?? this.today);
      return [first, addDays(addMonths(first, 1), -1)];
    }
    const first = this.weekOf(date ?? this.today);
    return [first, addDays(first, WEEK - 1)];
  }

  /** Weeks are counted from today on: a week that is half over would show less than it could. */
  weekOf(date: string): string {
    const days = Math.round((Date.parse(date) - Date.parse(this.today)) / DAY_MS);
    return addDays(this.today, Math.max(0, Math.floor(days / WEEK)) * WEEK);
  }

  within(date: string): boolean {
    return date >= this.today && date <= this.last;
  }
}
