// What a booking's status and step mean to a reader, and whether it is worth waiting for news.

import type { Booking } from "../../api/types";
import type { Key } from "../../i18n";

export type Tone = "good" | "wait" | "bad" | "plain";

export interface Standing {
  tone: Tone;
  title: Key;
  text: Key;
  /** News is expected without anybody's doing here. */
  moving: boolean;
}

const PENDING: Record<string, Standing> = {
  FORM: { tone: "wait", title: "standing.form", text: "standing.formText", moving: true },
  OFFERED: { tone: "wait", title: "standing.offered", text: "standing.offeredText", moving: true },
  HELD: { tone: "wait", title: "standing.held", text: "standing.heldText", moving: true },
  PAYING: { tone: "wait", title: "standing.paying", text: "standing.payingText", moving: true },
  APPROVAL: {
    tone: "wait",
    title: "standing.approval",
    text: "standing.approvalText",
    moving: true,
  },
  EXPIRING: {
    tone: "wait",
    title: "standing.expiring",
    text: "standing.expiringText",
    moving: true,
  },
  CANCELLING: {
    tone: "wait",
    title: "standing.cancelling",
    text: "standing.cancellingText",
    moving: true,
  },
};

const SETTLED: Record<Exclude<Booking["status"], "PENDING">, Standing> = {
  REQUESTED: {
    tone: "wait",
    title: "standing.requested",
    text: "standing.requestedText",
    moving: true,
  },
  CONFIRMED: {
    tone: "good",
    title: "standing.confirmed",
    text: "standing.confirmedText",
    moving: false,
  },
  COMPLETED: {
    tone: "plain",
    title: "standing.completed",
    text: "standing.completedText",
    moving: false,
  },
  NO_SHOW: { tone: "bad", title: "standing.noShow", text: "standing.noShowText", moving: false },
  CANCELLED: {
    tone: "plain",
    title: "standing.cancelled",
    text: "standing.cancelledText",
    moving: false,
  },
  REJECTED: {
    tone: "bad",
    title: "standing.rejected",
    text: "standing.rejectedText",
    moving: false,
  },
  EXPIRED: { tone: "bad", title: "standing.expired", text: "standing.expiredText", moving: false },
};

export function standingOf(booking: Pick<Booking, "status" | "step" | "reason">): Standing {
  if (booking.status === "PENDING") return PENDING[booking.step ?? "HELD"] ?? SETTLED.REQUESTED;
  if (booking.reason === "SLOT_TAKEN") return { ...SETTLED.REJECTED, title: "standing.taken" };
  if (booking.reason === "DECLINED") return { ...SETTLED.REJECTED, title: "standing.declined" };
  return SETTLED[booking.status];
}

const OVER: ReadonlySet<Booking["status"]> = new Set([
  "COMPLETED",
  "NO_SHOW",
  "CANCELLED",
  "REJECTED",
  "EXPIRED",
]);

export function isOver(booking: Pick<Booking, "status">): boolean {
  return OVER.has(booking.status);
}

export function mayCancel(booking: Booking, now: Date): boolean {
  const ending = booking.step === "CANCELLING" || booking.step === "EXPIRING";
  return !isOver(booking) && !ending && now < new Date(booking.startTime);
}

export function mayMove(booking: Booking, now: Date): boolean {
  const firm =
    booking.status === "CONFIRMED" || booking.step === "HELD" || booking.step === "APPROVAL";
  return firm && now < new Date(booking.startTime);
}
