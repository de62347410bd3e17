// The next bookings, kept in this browser so that they can be read without a network. They go with the sign-in.

import type { Booking } from "../../api/types";

const KEY = "bmt.next";
const MOST = 10;

export interface Kept {
  id: number;
  reference: string;
  title: string;
  with: string;
  startTime: string;
  endTime: string;
  timezone: string;
  videoCallLink: string | null;
}

export function keepNext(bookings: readonly Booking[], zone: string): void {
  const next = bookings.filter((one) => one.status === "CONFIRMED" || one.status === "PENDING");
  const kept = next.slice(0, MOST).map<Kept>((one) => ({
    id: one.id,
    reference: one.reference,
    title: one.offeringTitle,
    with: one.providerName,
    startTime: one.startTime,
    endTime: one.endTime,
    timezone: zone,
    videoCallLink: one.videoCallLink,
  }));
  localStorage.setItem(KEY, JSON.stringify(kept));
}

export function keptNext(now: Date): Kept[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]") as Kept[];
    return kept.filter((one) => new Date(one.endTime) > now);
  } catch {
    return []; // what another version wrote is of no use
  }
}
