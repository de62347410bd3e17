import { describe, expect, it } from "vitest";

import { BOOKING } from "../testing/world";
import { calendarFile } from "./booking/calendarFile";
import { stepsOf } from "./booking/Progress";
import { mayCancel, mayMove, standingOf } from "./booking/standing";
import { codes } from "./forms";
import { costOfCancelling } from "./policy";
import { narrowed, read, write } from "./search/criteria";
import { mailedToken } from "./session/mailedToken";
import { wayBack } from "./session/wayBack";
import { instantOf, onClockOf } from "./wallTime";
import { copiedToWeekdays, draftOf, hoursOf, nextSpan } from "./work/hours";
import { inLanes, nearestTime, onDate, openOn, snapped } from "./work/agenda/geometry";
import { datesOf, shownOf, stepped } from "./work/agenda/view";
import { daysOf } from "./slots/days";

describe("what a cancellation costs", () => {
  const policy = { freeHours: 24, latePercent: 50 };
  const booking = {
    startTime: "2026-11-25T14:00:00Z",
    amount: 45.01,
    payNow: 45.01,
    currency: "GBP",
  };

  it("is nothing up to the last free moment", () => {
    expect(costOfCancelling(policy, booking, new Date("2026-11-24T14:00:00Z"))).toMatchObject({
      free: true,
      kept: 0,
    });
  });

  it("is the share afterwards, rounded down for the client", () => {
    expect(costOfCancelling(policy, booking, new Date("2026-11-24T14:00:01Z"))).toMatchObject({
      free: false,
      kept: 22.5,
    });
  });

  it("is never more than the deposit that was paid", () => {
    const deposit = { ...booking, payNow: 9 };
    expect(costOfCancelling(policy, deposit, new Date("2026-11-25T13:00:00Z")).kept).toBe(9);
  });

  it("knows currencies without minor units", () => {
    const yen = { ...booking, amount: 5001, payNow: 5001, currency: "JPY" };
    expect(costOfCancelling(policy, yen, new Date("2026-11-25T13:00:00Z")).kept).toBe(2500);
  });
});

describe("a search in the address bar", () => {
  it("comes back as it was written", () => {
    const criteria = {
      q: "English tutor",
      rating_min: 4.5,
      price_max: 50,
      sort: "price" as const,
      page: 2,
    };
    expect(read(write(criteria))).toMatchObject(criteria);
  });

  it("drops what the API would refuse", () => {
    const odd = new URLSearchParams(
      "sort=worst&rating_min=9&specialization=<b>&currency=eur&page=x",
    );
    expect(Object.values(read(odd)).filter((value) => value !== undefined)).toEqual([]);
  });

  it("knows whether it narrows at all", () => {
    expect(narrowed({ sort: "price", page: 3 })).toBe(false);
    expect(narrowed({ language: "german" })).toBe(true);
  });
});

describe("a booking's standing", () => {
  it("follows what is under way and rests where it is settled", () => {
    expect(standingOf({ status: "REQUESTED", step: null, reason: null }).moving).toBe(true);
    expect(standingOf({ status: "CONFIRMED", step: null, reason: null }).moving).toBe(false);
    expect(standingOf({ status: "REJECTED", step: null, reason: "SLOT_TAKEN" }).title).toBe(
      "standing.taken",
    );
  });

  it("offers moving and cancelling only before the start", () => {
    const confirmed = { ...BOOKING, status: "CONFIRMED", step: null } as const;
    const [before, after] = [new Date("2030-11-25T13:00:00Z"), new Date("2030-11-25T14:00:00Z")];
    expect([mayMove(confirmed, before), mayCancel(confirmed, before)]).toEqual([true, true]);
    expect([mayMove(confirmed, after), mayCancel(confirmed, after)]).toEqual([false, false]);
  });

  it("shows how far it has come", () => {
    expect(stepsOf(BOOKING).map((step) => step.state)).toEqual(["done", "done", "now", "later"]);
    expect(
      stepsOf({ ...BOOKING, status: "CONFIRMED", step: null }).every(
        (step) => step.state === "done",
      ),
    ).toBe(true);
  });
});

describe("small things that must be right", () => {
  it("reads a mailed token from behind the #", () => {
    expect(mailedToken("#token=a%2Bb")).toBe("a+b");
    expect(mailedToken("")).toBeNull();
  });

  it("goes back only to places of this page", () => {
    expect(wayBack(new URLSearchParams("next=/bookings"))).toBe("/bookings");
    expect(wayBack(new URLSearchParams("next=//evil.example"))).toBeNull();
    expect(wayBack(new URLSearchParams({ next: "/\\evil.example" }))).toBeNull();
    expect(wayBack(new URLSearchParams("next=https://evil.example"))).toBeNull();
  });

  it("makes codes of what people type", () => {
    expect(codes("Maths tutor, Übersetzung,, maths TUTOR")).toEqual(["maths_tutor", "ubersetzung"]);
  });

  it("writes a calendar file that programs can read", () => {
    const file = calendarFile(
      { ...BOOKING, offeringTitle: "Lesson, one; two" },
      new Date("2026-11-22T10:00:00Z"),
    );
    expect(file).toContain("DTSTART:20301125T140000Z\r\n");
    expect(file).toContain("SUMMARY:Lesson\\, one\\; two");
    expect(file.split("\r\n").every((line) => line.length <= 75)).toBe(true);
  });

  it.each([
    ["2026-11-25T14:00", "Europe/London", "2026-11-25T14:00:00.000Z"],
    ["2026-07-01T14:00", "America/New_York", "2026-07-01T18:00:00.000Z"],
    ["2026-03-08T12:00", "America/New_York", "2026-03-08T16:00:00.000Z"],
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
    ["2026-11-25T14:00", "Asia/Kathmandu", "2026-11-25T08:15:00.000Z"],
  ])("takes %s in %s for the right instant", (wall, zone, instant) => {
    expect(instantOf(wall, zone)).toBe(instant);
  });
});

describe("opening hours in the editor", () => {
  const monday = {
    dayOfWeek: "MONDAY",
    startTime: "09:00",
    endTime: "12:00",
    validFrom: null,
    validUntil: null,
  } as const;
  const season = { ...monday, dayOfWeek: "FRIDAY", validFrom: "2026-06-01" } as const;

  it("come out as they went in, rules of a season too", () => {
    const out = hoursOf(draftOf({ rules: [monday, season], overrides: [] }));
    expect(out.rules).toEqual([
      { dayOfWeek: "MONDAY", startTime: "09:00", endTime: "12:00" },
      season,
    ]);
  });

  it("are copied to the other weekdays, not to the weekend", () => {
    const draft = copiedToWeekdays(draftOf({ rules: [monday], overrides: [] }), "MONDAY");
    expect(draft.week.FRIDAY).toEqual([{ startTime: "09:00", endTime: "12:00" }]);
    expect(draft.week.SATURDAY).toEqual([]);
  });

  it("go on after the last span, and never past midnight", () => {
    expect(nextSpan([{ startTime: "09:00", endTime: "12:00" }])).toEqual({
      startTime: "13:00",
      endTime: "16:00",
    });
    expect(nextSpan([{ startTime: "20:00", endTime: "24:00" }]).endTime).toBe("24:00");
  });
});

describe("the agenda", () => {
  const late = { ...BOOKING, startTime: "2026-11-25T23:30:00Z", endTime: "2026-11-26T00:30:00Z" };

  it("puts a booking under the provider's date, and cuts it at midnight", () => {
    expect(onDate("2026-11-26", [late], "Europe/Berlin")).toMatchObject([{ from: 30, until: 90 }]);
    expect(onDate("2026-11-25", [late], "Europe/Berlin")).toEqual([]);
    expect(onDate("2026-11-25", [late], "Europe/London")).toMatchObject([
      { from: 1410, until: 1440 },
    ]);
    expect(onDate("2026-11-26", [late], "Europe/London")).toMatchObject([{ from: 0, until: 30 }]);
  });

  it("puts side by side what overlaps, and gives the whole width back afterwards", () => {
    const items = [
      { from: 540, until: 600, what: "a" },
      { from: 570, until: 630, what: "b" },
      { from: 600, until: 660, what: "c" },
      { from: 700, until: 760, what: "d" },
    ];
    expect(inLanes(items).map((one) => [one.what, one.lane, one.lanes])).toEqual([
      ["a", 0, 2],
      ["b", 1, 2],
      ["c", 0, 2],
      ["d", 0, 1],
    ]);
  });

  it("knows the hours of a date by its weekday, and what replaces them", () => {
    const rule = {
      dayOfWeek: "WEDNESDAY",
      startTime: "09:00",
      endTime: "12:00",
      validFrom: null,
      validUntil: null,
    } as const;
    const overrides = [{ date: "2026-12-02", spans: [], reason: "" }];
    expect(openOn("2026-11-25", { rules: [rule], overrides })).toEqual([{ from: 540, until: 720 }]);
    expect(openOn("2026-11-26", { rules: [rule], overrides })).toEqual([]);
    expect(openOn("2026-12-02", { rules: [rule], overrides })).toEqual([]);
  });

  it("drops on the nearest time that can be booked", () => {
    const at = (clock: string) => ({
      startTime: `2026-11-25T${clock}:00+01:00`,
      endTime: `2026-11-25T${clock}:30+01:00`,
    });
    const days = daysOf([at("09:00"), at("10:00")]);
    expect(nearestTime(days, "2026-11-25", 580)?.clock).toBe("10:00");
    expect(nearestTime(days, "2026-11-26", 580)).toBeNull();
  });

  it("snaps to quarters of an hour, within the sheet", () => {
    expect(snapped(548, { from: 480, until: 1080 })).toBe(555);
    expect(snapped(100, { from: 480, until: 1080 })).toBe(480);
  });

  it("reads what is on show from the address", () => {
    const week = shownOf(new URLSearchParams("date=2026-11-25"), "2026-11-27", 1);
    expect([week.view, week.first, week.last]).toEqual(["week", "2026-11-23", "2026-11-29"]);
    expect(datesOf(week)).toHaveLength(7);
    expect(stepped(week, -1)).toBe("2026-11-18");
    const month = shownOf(new URLSearchParams("view=month&date=x"), "2026-11-27", 0);
    expect([month.first, month.last]).toEqual(["2026-11-01", "2026-11-30"]);
    expect(stepped(month, 1)).toBe("2026-12-01");
  });
});

describe("an instant on the clock of a zone", () => {
  it("is written with the offset that holds there and then", () => {
    expect(onClockOf("Europe/Berlin", "2026-07-01T08:00:00Z")).toBe("2026-07-01T10:00:00+02:00");
    expect(onClockOf("America/New_York", "2026-01-01T02:30:00Z")).toBe("2025-12-31T21:30:00-05:00");
    expect(onClockOf("Asia/Kathmandu", "2026-01-01T00:00:00Z")).toBe("2026-01-01T05:45:00+05:45");
  });
});
