// Ada offers, Ben books. Whole answers, so that a field the schema adds is missed here first.

import type { Booking, FoundProvider, Me, Offering, Provider, Slots } from "../api/types";

export const BEN: Me = {
  id: 2,
  email: "ben@example.com",
  emailVerified: true,
  phoneVerified: false,
  firstName: "Ben",
  lastName: "Example",
  role: "CLIENT",
  locale: "en",
  phone: null,
  timezone: "Europe/Berlin",
  clock: null,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
};

export const LESSON: Offering = {
  id: 11,
  providerId: 1,
  title: "Lesson",
  description: "One hour, one topic.",
  durationMinutes: 60,
  furtherDurations: [],
  stepMinutes: 60,
  grid: "STEP",
  startOffsetMinutes: 0,
  price: 45,
  currency: "GBP",
  seats: 1,
  assignment: "OWNER",
  position: 0,
  active: true,
  needsApproval: false,
  payment: "NOW",
  payNow: 45,
  depositPercent: 100,
  noShowPercent: 0,
  reminderMinutes: [1440, 60],
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 0,
  horizonKind: "ROLLING",
  horizonDays: 60,
  bookableFrom: null,
  bookableUntil: null,
  limits: [],
  scheduleId: null,
  listed: true,
  questions: [],
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
};

const POLICY = { freeHours: 24, latePercent: 50, noShowPercent: 0, depositPercent: 100 };

const SHOWN = {
  id: 1,
  userId: 1,
  name: "Ada Okafor",
  bio: "Maths, patiently.",
  specializations: ["maths_tutor"],
  languages: ["english"],
  hourlyRate: 45,
  currency: "GBP",
  meeting: "ONLINE",
  location: null,
  photoUrl: null,
  rating: 4.5,
  totalReviews: 2,
};

export const ADA_FOUND: FoundProvider = {
  ...SHOWN,
  availability: { nextAvailable: "2026-11-25T14:00:00Z", timezone: "Europe/London", slots: [] },
  distanceKm: null,
  highlights: {},
};

export const ADA: Provider = {
  ...SHOWN,
  timezone: "Europe/London",
  published: true,
  videoLink: null,
  metadata: {},
  offerings: [LESSON],
  cancellationPolicy: { freeHours: 24, latePercent: 50 },
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
};

export const SLOTS: Slots = {
  providerId: 1,
  offeringId: 11,
  timezone: "Europe/Berlin",
  providerTimezone: "Europe/London",
  durationMinutes: 60,
  price: 45,
  currency: "GBP",
  payNow: 45,
  cancellationPolicy: POLICY,
  timeOff: [],
  quote: "signed",
  seats: 1,
  quoteExpiresAt: "2030-01-01T00:00:00Z",
  outsideCalendars: null,
  slots: [],
};

export function slotsOn(date: string, ...clocks: string[]): Slots["slots"] {
  return clocks.map((clock) => ({
    startTime: `${date}T${clock}:00+01:00`,
    endTime: `${date}T${String(Number(clock.slice(0, 2)) + 1).padStart(2, "0")}:00:00+01:00`,
  }));
}

export const BOOKING: Booking = {
  id: 401312357731,
  reference: "BK-401312357731",
  status: "PENDING",
  step: "HELD",
  startTime: "2030-11-25T14:00:00Z",
  endTime: "2030-11-25T15:00:00Z",
  seats: 1,
  resources: [],
  hosts: [{ providerId: 1, name: "Ada Okafor" }],
  timezone: "Europe/Berlin",
  providerId: 1,
  providerName: "Ada Okafor",
  clientId: 2,
  offeringId: 11,
  offeringTitle: "Lesson",
  amount: 45,
  currency: "GBP",
  paymentRequired: true,
  cardHold: false,
  paymentUrl: "http://127.0.0.1/pay/1/x",
  holdExpiresAt: "2030-11-22T14:10:00Z",
  payNow: 45,
  discount: 0,
  packagePurchaseId: null,
  cancellationPolicy: POLICY,
  notes: null,
  videoCallLink: null,
  attention: null,
  reason: null,
  explanation: null,
  cancelledBy: null,
  seriesId: null,
  items: [],
  version: 2,
  createdAt: "2026-11-22T14:00:00Z",
  updatedAt: "2026-11-22T14:00:00Z",
};
