import { queryOptions, useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import { onClockOf } from "../wallTime";
import { daysOf, joined, WINDOW_DAYS, windowsFor, type Day } from "./days";

const DAY_MS = 86_400_000;
const QUOTE_GOOD_MS = 10 * 60_000; // a quote is good for fifteen minutes

export interface Wanted {
  providerId: number;
  offeringId: number;
  zone: string;
  /** Another length than the offering's own. */
  minutes?: number | undefined;
  /** The secret part of a link, for an offering that is not listed. */
  link?: string | undefined;
  /** Several offerings back to back, as ids divided by commas; the first is `offeringId`. */
  together?: string | undefined;
}

export function slotsKey(providerId: number): readonly unknown[] {
  return ["slots", providerId];
}

function windowQuery(wanted: Wanted, window: number) {
  const { providerId, offeringId, zone, minutes, link, together } = wanted;
  return queryOptions({
    queryKey: [...slotsKey(providerId), offeringId, zone, window, minutes, link, together],
    queryFn: async () => {
      const start = window * WINDOW_DAYS * DAY_MS;
      const from = new Date(Math.max(start, Date.now()));
      const to = new Date(start + WINDOW_DAYS * DAY_MS);
      if (to <= from) return { days: [], away: [] };
      const stretch = { from: from.toISOString(), to: to.toISOString() };
      return together ? freeTogether(wanted, together, stretch) : freeAlone(wanted, stretch);
    },
    staleTime: 15_000,
    refetchInterval: QUOTE_GOOD_MS,
  });
}

interface Stretch {
  from: string;
  to: string;
}

export type Away = components["schemas"]["TimeOffShown"];

interface Found {
  days: Day[];
  /** When the provider is off and names somebody to turn to. */
  away: Away[];
}

async function freeAlone(wanted: Wanted, stretch: Stretch): Promise<Found> {
  const { providerId, offeringId, zone, minutes, link } = wanted;
  const answer = await data(
    api.GET("/v1/providers/{provider_id}/slots", {
      params: {
        path: { provider_id: providerId },
        query: { ...stretch, offeringId, timezone: zone, durationMinutes: minutes, link },
      },
    }),
  );
  const quote = { text: answer.quote, goodUntil: answer.quoteExpiresAt };
  return { days: daysOf(answer.slots, quote), away: answer.timeOff };
}

/** Times of several services together come in UTC: they are put on the clock of the viewer's zone here. */
async function freeTogether(wanted: Wanted, ids: string, stretch: Stretch): Promise<Found> {
  const answer = await data(
    api.GET("/v1/providers/{provider_id}/combined-slots", {
      params: {
        path: { provider_id: wanted.providerId },
        query: { ...stretch, offeringIds: ids },
      },
    }),
  );
  const slots = answer.slots.map((slot) => ({
    startTime: onClockOf(wanted.zone, slot.startTime),
    endTime: onClockOf(wanted.zone, slot.endTime),
  }));
  return { days: daysOf(slots), away: [] };
}

/** The free times from one date to another, whatever number of answers that takes. */
export function useSlots(wanted: Wanted, first: string, last: string) {
  return useQueries({
    queries: windowsFor(first, last).map((window) => windowQuery(wanted, window)),
    combine: (answers) => {
      const parts = answers.map((answer) => answer.data);
      const here = parts.every((part) => part !== undefined);
      return {
        data: here ? joined(parts.map((part) => part.days)) : undefined,
        away: here ? parts.flatMap((part) => part.away) : [],
        error: answers.find((answer) => answer.error)?.error ?? null,
        isPending: !here,
        refetch: () => Promise.all(answers.map((answer) => answer.refetch())),
      };
    },
  });
}

/** The first day with a free time after a date, looking no further than offerings can be booked ahead. */
export function useNextFree(wanted: Wanted): (after: string, until: string) => Promise<Day | null> {
  const queries = useQueryClient();
  return useCallback(
    async (after, until) => {
      for (const window of windowsFor(after, until)) {
        const { days } = await queries.query(windowQuery(wanted, window));
        const found = days.find((day) => day.date > after);
        if (found) return found;
      }
      return null;
    },
    [queries, wanted],
  );
}
