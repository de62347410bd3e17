import { describe, expect, it } from "vitest";

import { LESSON } from "../../testing/world";
import { costOf, formOf, holdOf, togetherOf, wishOf, type Draft } from "./draft";

const NOW = new Date("2026-11-25T10:00:00Z");
const TIME = {
  value: "14:00",
  clock: "14:00",
  offset: "+01:00",
  start: "2026-11-26T14:00:00+01:00",
  end: "2026-11-26T15:00:00+01:00",
  quote: { text: "signed", goodUntil: "2026-11-25T10:15:00Z" },
};
const DRAFT: Draft = {
  offering: LESSON,
  minutes: LESSON.durationMinutes,
  more: [],
  chosen: TIME,
  notes: "",
  answers: {},
  discount: null,
  paysWith: null,
  link: null,
};
const TENTH = {
  code: "ADVENT",
  usable: true,
  price: 45,
  discount: 4.5,
  discountedPrice: 40.5,
  currency: "GBP",
  reason: null,
  message: null,
};
const CREDIT = {
  id: 7,
  clientId: 2,
  packageId: 3,
  offeringId: 11,
  providerId: 1,
  title: "Ten lessons",
  credits: 10,
  creditsLeft: 4,
  creditsSpent: 6,
  price: 400,
  currency: "GBP",
  status: "ACTIVE",
  expiresAt: null,
  paymentId: null,
  paymentUrl: null,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
} as const;

describe("what a draft costs", () => {
  it("is the list price, and all of it is due now", () => {
    expect(costOf(DRAFT)).toEqual({ price: 45, dueNow: 45, later: false });
  });

  it("is less with a code", () => {
    expect(costOf({ ...DRAFT, discount: TENTH })).toMatchObject({ price: 40.5, dueNow: 40.5 });
  });

  it("is a deposit now where the offering asks for one", () => {
    const offering = { ...LESSON, payNow: 9, depositPercent: 20 };
    expect(costOf({ ...DRAFT, offering })).toMatchObject({ price: 45, dueNow: 9 });
  });

  it("is nothing with a credit", () => {
    expect(costOf({ ...DRAFT, paysWith: CREDIT }).dueNow).toBe(0);
  });
});

describe("the request of a draft", () => {
  it("carries the quote that was seen, while it is good", () => {
    expect(wishOf(DRAFT, "Europe/Berlin", NOW)?.quote).toBe("signed");
    expect(wishOf(DRAFT, "Europe/Berlin", new Date("2026-11-25T10:15:00Z"))?.quote).toBeUndefined();
  });

  it("spends a credit instead of money, a code or a quote", () => {
    const wish = wishOf({ ...DRAFT, discount: TENTH, paysWith: CREDIT }, "Europe/Berlin", NOW);
    expect(wish).toMatchObject({ payWith: "PACKAGE", packagePurchaseId: 7 });
    expect([wish?.quote, wish?.promoCode]).toEqual([undefined, undefined]);
  });

  it("is none without a time", () => {
    expect(wishOf({ ...DRAFT, chosen: null }, "Europe/Berlin", NOW)).toBeNull();
  });
});

describe("another length, or several services", () => {
  const offering = { ...LESSON, furtherDurations: [{ durationMinutes: 90, price: 60 }] };
  const talk = { ...LESSON, id: 12, title: "Talk", price: 0, payNow: 0, payment: "LATER" };

  it("costs what that length costs, and says so to the API", () => {
    const draft = { ...DRAFT, offering, minutes: 90 };
    expect(costOf(draft)).toEqual({ price: 60, dueNow: 60, later: false });
    expect(wishOf(draft, "Europe/Berlin", NOW)).toMatchObject({ durationMinutes: 90 });
    expect(wishOf(DRAFT, "Europe/Berlin", NOW)).not.toHaveProperty("durationMinutes");
  });

  it("is the sum of the parts, in the order chosen", () => {
    const draft = { ...DRAFT, more: [{ ...LESSON, id: 13, price: 20 }, talk] };
    expect(costOf(draft)).toEqual({ price: 65, dueNow: 65, later: false });
    expect(togetherOf(draft, "Europe/Berlin")).toMatchObject({ offeringIds: [11, 13, 12] });
  });

  it("owes nothing now where a card is left", () => {
    const secured = { ...LESSON, payment: "CARD" };
    expect(costOf({ ...DRAFT, offering: secured })).toMatchObject({ price: 45, dueNow: 0 });
  });
});

describe("a time that is kept while its form is filled in", () => {
  it("is asked for without what is said about it, and the form without the time", () => {
    const draft = { ...DRAFT, notes: " Hello ", answers: { topic: "Fractions", level: " " } };

    expect(holdOf(draft, "Europe/Berlin", NOW)).toEqual({
      providerId: 1,
      offeringId: 11,
      startTime: TIME.start,
      timezone: "Europe/Berlin",
      quote: "signed",
    });
    expect(formOf(draft)).toEqual({ notes: "Hello", answers: { topic: "Fractions" } });
  });

  it("is found by the secret of its link", () => {
    expect(holdOf({ ...DRAFT, link: "s3cret" }, "Europe/Berlin", NOW)).toMatchObject({
      link: "s3cret",
    });
  });
});
