// What a client may choose, as the rule that the API reads (RFC 5545).

export const RHYTHMS = ["WEEKLY", "FORTNIGHTLY", "MONTHLY"] as const;
export type Rhythm = (typeof RHYTHMS)[number];
export const FEWEST = 2;
export const MOST = 52;

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;
const LAST_OF_MONTH = -1;
const WEEKS = 4;

/** `date` is that of the first appointment on the provider's calendar: its weekday is the one that comes again. */
export function ruleOf(rhythm: Rhythm, count: number, date: string): string {
  if (rhythm === "WEEKLY") return `FREQ=WEEKLY;COUNT=${count}`;
  if (rhythm === "FORTNIGHTLY") return `FREQ=WEEKLY;INTERVAL=2;COUNT=${count}`;
  const day = DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "MO";
  const place = Math.ceil(Number(date.slice(8, 10)) / 7);
  return `FREQ=MONTHLY;BYDAY=${place > WEEKS ? LAST_OF_MONTH : place}${day};COUNT=${count}`;
}

/** How often it comes, read back from a rule of ours; null for one that somebody wrote otherwise. */
export function rhythmOf(rule: string): Rhythm | null {
  if (rule.includes("FREQ=WEEKLY")) return rule.includes("INTERVAL=2") ? "FORTNIGHTLY" : "WEEKLY";
  return rule.includes("FREQ=MONTHLY") ? "MONTHLY" : null;
}
