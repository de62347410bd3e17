import { describe, expect, it } from "vitest";

import { addDays, clockChange, dateIn, daysOf, weekFrom } from "./days";

const slot = (startTime: string) => ({ startTime, endTime: startTime });

describe("days of free times", () => {
  it("puts each time under its date on the viewer's wall clock", () => {
    const days = daysOf([slot("2026-11-25T23:30:00+01:00"), slot("2026-11-26T00:30:00+01:00")]);

    expect(days.map((day) => [day.date, day.times.map((time) => time.clock)])).toEqual([
      ["2026-11-25", ["23:30"]],
      ["2026-11-26", ["00:30"]],
    ]);
  });

  it("tells the two of an hour that comes twice apart", () => {
    const [day] = daysOf([slot("2026-11-01T01:00:00-04:00"), slot("2026-11-01T01:00:00-05:00")]);

    expect(day?.times.map((time) => time.value)).toEqual(["01:00", "01:00-05:00"]);
  });

  it("sees when the clocks change", () => {
    const before = slot("2026-10-24T09:00:00+02:00");
    const after = slot("2026-10-25T09:00:00+01:00");

    expect(clockChange(daysOf([before, after]))).toBe("2026-10-25");
    expect(clockChange(daysOf([before]))).toBeNull();
  });

  it("counts whole dates over the end of a month and of summer time", () => {
    expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  });

  it("shows seven days, those without a free time too", () => {
    const week = weekFrom("2026-11-23", daysOf([slot("2026-11-25T09:00:00+01:00")]));

    expect(week).toHaveLength(7);
    expect(week[2]?.times).toHaveLength(1);
    expect(week[6]?.date).toBe("2026-11-29");
  });

  it("knows the date in a zone", () => {
    const late = new Date("2026-11-25T23:30:00Z");

    expect(dateIn("Europe/Berlin", late)).toBe("2026-11-26");
    expect(dateIn("America/New_York", late)).toBe("2026-11-25");
  });
});
