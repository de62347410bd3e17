import { describe, expect, it } from "vitest";

import {
  addDays,
  addMonths,
  clockChange,
  dateIn,
  daysOf,
  joined,
  monthGrid,
  weekFrom,
  windowsFor,
} from "./days";
import { Reach } from "./reach";

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

describe("a month", () => {
  it("begins under its weekday, whatever day the week begins with", () => {
    const grid = monthGrid("2026-11-01", 1); // a Sunday

    expect(grid.slice(0, 7)).toEqual([null, null, null, null, null, null, "2026-11-01"]);
    expect(grid.filter(Boolean)).toHaveLength(30);
    expect(monthGrid("2026-11-01", 0)[0]).toBe("2026-11-01");
  });

  it("is followed by the next one, over the end of a year and from its longest day", () => {
    expect(addMonths("2026-12-31", 1)).toBe("2027-01-01");
    expect(addMonths("2026-01-31", -1)).toBe("2025-12-01");
  });

  it("is covered by windows that leave nothing out", () => {
    const windows = windowsFor("2026-10-01", "2026-10-31");

    expect(windows.length).toBeLessThanOrEqual(3);
    const [first = 0, last = 0] = [windows[0], windows.at(-1)];
    expect(first * 28 * 86_400_000).toBeLessThanOrEqual(Date.parse("2026-09-30T10:00:00Z"));
    expect((last + 1) * 28 * 86_400_000).toBeGreaterThanOrEqual(Date.parse("2026-11-01T12:00:00Z"));
  });

  it("joins what two answers know of one date", () => {
    const early = daysOf([slot("2026-11-25T09:00:00+01:00")]);
    const late = daysOf([slot("2026-11-25T18:00:00+01:00"), slot("2026-11-24T09:00:00+01:00")]);

    expect(joined([early, late]).map((day) => [day.date, day.times.length])).toEqual([
      ["2026-11-24", 1],
      ["2026-11-25", 2],
    ]);
  });
});

describe("how far one may look", () => {
  const reach = new Reach("2026-11-27", 60);

  it("counts weeks from today on", () => {
    expect(reach.shown("week", "2026-12-05")).toEqual(["2026-12-04", "2026-12-10"]);
    expect(reach.shown("week", "2026-11-01")).toEqual(["2026-11-27", "2026-12-03"]);
  });

  it("shows months whole", () => {
    expect(reach.shown("month", "2026-12-05")).toEqual(["2026-12-01", "2026-12-31"]);
  });

  it("ends with the last day that can be booked", () => {
    expect([reach.within("2027-01-26"), reach.within("2027-01-27")]).toEqual([true, false]);
  });
});
