// What a cancellation costs: the API's rule told before the fact. The books decide when it is done.

import type { CancellationPolicy } from "../api/types";

const HOUR_MS = 3_600_000;

export interface Cost {
  free: boolean;
  /** In major units, rounded down in the client's favour as the API does. */
  kept: number;
  freeUntil: Date;
}

export function costOfCancelling(
  policy: CancellationPolicy,
  booking: { startTime: string; amount: number; payNow: number; currency: string },
  now: Date,
): Cost {
  const freeUntil = new Date(Date.parse(booking.startTime) - policy.freeHours * HOUR_MS);
  const free = now <= freeUntil || policy.latePercent === 0;
  const digits = decimals(booking.currency);
  const minor = Math.round(booking.amount * 10 ** digits);
  const share = Math.floor((minor * policy.latePercent) / 100) / 10 ** digits;
  const kept = free ? 0 : Math.min(share, booking.payNow);
  return { free: free || kept === 0, kept, freeUntil };
}

function decimals(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
