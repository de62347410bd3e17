import { describe, expect, it } from "vitest";

import { LESSON } from "../../testing/world";
import { costOf, wishOf, type Draft } from "./draft";

const NOW = new Date("2026-11-25T10:00:00Z");
const TIME = {
  value: "14:00",
  clock: "14:00",
  offset: "+01:00",
  start: "2026-11-26T14:00:00+01:00",
  end: "2026-11-26T15:00:00+01:00",
  quote: { text: "signed", goodUntil: "2026-11-25T10:15:00Z" },
};
const DRAFT: Draft = { offering: LESSON, chosen: TIME, notes: "", discount: null, paysWith: null };
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
