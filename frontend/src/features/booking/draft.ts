// What somebody is about to book, and what that costs: one place for the page, the summary and the request.

import { useState } from "react";

import type { components } from "../../api/schema";
import type { Offering } from "../../api/types";
import { useCredits, type Purchase } from "../packages/usePackages";
import type { Time } from "../slots/days";
import type { Discount } from "./PromoField";
import { given, type Answers } from "./questions";

type Schemas = components["schemas"];
export type Wish = Schemas["BookingRequest"];
export type Together = Schemas["CombinedRequest"];
export type Hold = Schemas["HoldRequest"];
export type Form = Schemas["Submission"];

const NOTES_MOST = 500;

export interface Draft {
  offering: Offering;
  /** How long: the offering's own length, or another one that it offers. */
  minutes: number;
  /** Further services that follow, in one booking. */
  more: readonly Offering[];
  chosen: Time | null;
  notes: string;
  answers: Answers;
  discount: Discount | null;
  /** The package that pays, or null for money. */
  paysWith: Purchase | null;
  /** The secret part of a link, for an offering that is not listed. */
  link: string | null;
}

export interface Cost {
  price: number;
  dueNow: number;
  later: boolean;
}

type Priced = Pick<Draft, "offering" | "minutes" | "more" | "discount" | "paysWith">;

export function priceOf(offering: Offering, minutes: number): number {
  const other = offering.furtherDurations.find((one) => one.durationMinutes === minutes);
  return other ? other.price : offering.price;
}

/** What stands in the summary. The booking's own answer has the last word. */
export function costOf({ offering, minutes, more, discount, paysWith }: Priced): Cost {
  if (paysWith) return { price: 0, dueNow: 0, later: false };
  const full = priceOf(offering, minutes);
  const own = discount ? discount.discountedPrice : full;
  const parts = [{ offering, full, own }, ...more.map((one) => partOf(one))];
  const price = sum(parts.map((part) => part.own));
  const dueNow = sum(parts.map((part) => dueOf(part.offering, part.full, part.own)));
  const later = price > 0 && parts.every((part) => part.offering.payment !== "NOW");
  return { price, dueNow: later ? 0 : dueNow, later };
}

function partOf(offering: Offering): { offering: Offering; full: number; own: number } {
  return { offering, full: offering.price, own: offering.price };
}

function dueOf(offering: Offering, full: number, own: number): number {
  if (offering.payment !== "NOW") return 0;
  return offering.depositPercent === 100 ? own : (full * offering.depositPercent) / 100;
}

function sum(amounts: readonly number[]): number {
  return Math.round(amounts.reduce((all, one) => all + one, 0) * 100) / 100;
}

export function wishOf(draft: Draft, zone: string, now: Date): Wish | null {
  const kept = holdOf(draft, zone, now);
  return kept && { ...kept, ...formOf(draft), ...payment(draft) };
}

/** The time alone, to be kept while the form is filled in. */
export function holdOf(draft: Draft, zone: string, now: Date): Hold | null {
  const { offering, chosen, minutes, link, paysWith } = draft;
  if (!chosen) return null;
  const quoted = chosen.quote && new Date(chosen.quote.goodUntil) > now;
  return {
    providerId: offering.providerId,
    offeringId: offering.id,
    startTime: chosen.start,
    timezone: zone,
    ...(minutes === offering.durationMinutes ? {} : { durationMinutes: minutes }),
    ...(link ? { link } : {}),
    ...(quoted && !paysWith ? { quote: chosen.quote?.text } : {}),
  };
}

/** All that is said about it besides the time. */
export function formOf({ notes, answers, discount, paysWith }: Draft): Form {
  return {
    notes: notes.trim().slice(0, NOTES_MOST) || null,
    ...given(answers),
    ...(discount && !paysWith ? { promoCode: discount.code } : {}),
    ...(paysWith ? { packagePurchaseId: paysWith.id } : {}),
  };
}

function payment({ paysWith }: Draft): { payWith?: "PACKAGE" } {
  return paysWith ? { payWith: "PACKAGE" } : {};
}

export function togetherOf(draft: Draft, zone: string): Together | null {
  const { offering, more, chosen, notes } = draft;
  if (!chosen) return null;
  return {
    providerId: offering.providerId,
    offeringIds: [offering.id, ...more.map((one) => one.id)],
    startTime: chosen.start,
    timezone: zone,
    notes: notes.trim().slice(0, NOTES_MOST) || null,
  };
}

export function useDraft(offering: Offering, link: string | null = null) {
  const credits = useCredits(offering.id);
  const [minutes, setMinutes] = useState<number | null>(null);
  const [more, setMore] = useState<readonly Offering[]>([]);
  const [chosen, setChosen] = useState<Time | null>(null);
  const [notes, setNotes] = useState("");
  const [answers, setAnswers] = useState<Answers>({});
  const [discount, setDiscount] = useState<Discount | null>(null);
  const [paysWith, setPaysWith] = useState<Purchase | null | undefined>(undefined);
  const own = minutes === null || minutes === offering.durationMinutes;
  const simple = own && more.length === 0;
  const draft: Draft = {
    offering,
    minutes: minutes ?? offering.durationMinutes,
    more,
    chosen,
    notes,
    answers,
    link,
    discount: simple ? discount : null,
    paysWith: !simple ? null : paysWith === undefined ? (credits[0] ?? null) : paysWith,
  };
  return {
    draft,
    /** Codes and packages are for an offering by itself, in its own length. */
    simple,
    credits: simple ? credits : [],
    setMinutes,
    setMore,
    setChosen,
    setNotes,
    setAnswers,
    setDiscount,
    setPaysWith,
  };
}
