// What somebody is about to book, and what that costs: one place for the page, the summary and the request.

import { useState } from "react";

import type { Offering } from "../../api/types";
import { useCredits, type Purchase } from "../packages/usePackages";
import type { Time } from "../slots/days";
import type { Discount } from "./PromoField";
import type { Wish } from "./useRequest";

const NOTES_MOST = 500;

export interface Draft {
  offering: Offering;
  chosen: Time | null;
  notes: string;
  discount: Discount | null;
  /** The package that pays, null for money, undefined while nobody has chosen. */
  paysWith: Purchase | null;
}

export interface Cost {
  price: number;
  dueNow: number;
  later: boolean;
}

/** What stands in the summary. The booking's own answer has the last word. */
export function costOf({ offering, discount, paysWith }: Omit<Draft, "chosen" | "notes">): Cost {
  if (paysWith) return { price: 0, dueNow: 0, later: false };
  const price = discount ? discount.discountedPrice : offering.price;
  const share = offering.price > 0 ? offering.payNow / offering.price : 0;
  const later = offering.payment === "LATER" && price > 0;
  const whole = share === 1 || price === 0;
  return { price, dueNow: whole ? price : offering.payNow, later };
}

export function wishOf(draft: Draft, zone: string, now: Date): Wish | null {
  const { offering, chosen, notes, discount, paysWith } = draft;
  if (!chosen) return null;
  const quoted = chosen.quote && new Date(chosen.quote.goodUntil) > now;
  return {
    providerId: offering.providerId,
    offeringId: offering.id,
    startTime: chosen.start,
    timezone: zone,
    notes: notes.trim().slice(0, NOTES_MOST) || null,
    ...(quoted && !paysWith ? { quote: chosen.quote?.text } : {}),
    ...(discount && !paysWith ? { promoCode: discount.code } : {}),
    ...(paysWith ? { payWith: "PACKAGE" as const, packagePurchaseId: paysWith.id } : {}),
  };
}

export function useDraft(offering: Offering) {
  const credits = useCredits(offering.id);
  const [chosen, setChosen] = useState<Time | null>(null);
  const [notes, setNotes] = useState("");
  const [discount, setDiscount] = useState<Discount | null>(null);
  const [paysWith, setPaysWith] = useState<Purchase | null | undefined>(undefined);
  const draft: Draft = {
    offering,
    chosen,
    notes,
    discount,
    paysWith: paysWith === undefined ? (credits[0] ?? null) : paysWith,
  };
  return { draft, credits, setChosen, setNotes, setDiscount, setPaysWith };
}
