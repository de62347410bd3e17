import { describe, expect, it } from "vitest";

import { decisionsOf, SKIP, totalOf, undecided, type Plan } from "./deciding";
import { rhythmOf, ruleOf } from "./recurrence";

const at = (number: number, free: boolean) => ({
  number,
  free,
  wallTime: `2026-09-0${number}T10:00:00`,
  startTime: `2026-09-0${number}T08:00:00Z`,
  endTime: `2026-09-0${number}T09:00:00Z`,
  reasons: free ? [] : (["TAKEN"] as const).slice(),
  nearestSlots: free ? [] : [`2026-09-0${number}T12:00:00Z`],
});
const PLAN: Plan = {
  timezone: "Europe/Berlin",
  conflicts: 1,
  amount: 90,
  payNow: 18,
  currency: "EUR",
  occurrences: [at(1, true), at(2, false), at(3, true)],
};

describe("how often it comes", () => {
  it("is said as a rule that ends", () => {
    expect(ruleOf("WEEKLY", 8, "2026-09-01")).toBe("FREQ=WEEKLY;COUNT=8");
    expect(ruleOf("FORTNIGHTLY", 3, "2026-09-01")).toBe("FREQ=WEEKLY;INTERVAL=2;COUNT=3");
  });

  it("is the same weekday of each month, and the last one where not every month has a fifth", () => {
    expect(ruleOf("MONTHLY", 6, "2026-09-01")).toBe("FREQ=MONTHLY;BYDAY=1TU;COUNT=6");
    expect(ruleOf("MONTHLY", 6, "2026-09-29")).toBe("FREQ=MONTHLY;BYDAY=-1TU;COUNT=6");
  });

  it("is read back from its rule", () => {
    expect(rhythmOf("FREQ=WEEKLY;INTERVAL=2;COUNT=3")).toBe("FORTNIGHTLY");
    expect(rhythmOf("FREQ=DAILY;UNTIL=20260904")).toBeNull();
  });
});

describe("what is not free", () => {
  it("is to be decided about before anything is booked", () => {
    expect(undecided(PLAN, {})).toBe(1);
    expect(undecided(PLAN, { 2: SKIP })).toBe(0);
  });

  it("is left out or put elsewhere, and so may be what is free", () => {
    expect(decisionsOf(PLAN, { 1: SKIP, 2: "2026-09-02T12:00:00Z" })).toEqual([
      { number: 1, action: "SKIP" },
      { number: 2, action: "SHIFT", startTime: "2026-09-02T12:00:00Z" },
    ]);
  });

  it("counts in the sum only once it has a time", () => {
    expect(totalOf(PLAN, {})).toEqual({ count: 2, amount: 90, payNow: 18 });
    expect(totalOf(PLAN, { 2: "2026-09-02T12:00:00Z" })).toMatchObject({ count: 3, amount: 135 });
    expect(totalOf(PLAN, { 2: SKIP, 3: SKIP })).toMatchObject({ count: 1, amount: 45 });
  });
});
