import { queryOptions, useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { api, data } from "../../api/client";
import { daysOf, joined, WINDOW_DAYS, windowsFor, type Day } from "./days";

const DAY_MS = 86_400_000;
const QUOTE_GOOD_MS = 10 * 60_000; // a quote is good for fifteen minutes

export interface Wanted {
  providerId: number;
  offeringId: number;
  zone: string;
}

export function slotsKey(providerId: number): readonly unknown[] {
  return ["slots", providerId];
}

function windowQuery({ providerId, offeringId, zone }: Wanted, window: number) {
  return queryOptions({
    queryKey: [...slotsKey(providerId), offeringId, zone, window],
    queryFn: async () => {
      const start = window * WINDOW_DAYS * DAY_MS;
      const from = new Date(Math.max(start, Date.now()));
      const to = new Date(start + WINDOW_DAYS * DAY_MS);
      if (to <= from) return [];
      const answer = await data(
        api.GET("/v1/providers/{provider_id}/slots", {
          params: {
            path: { provider_id: providerId },
            query: { offeringId, timezone: zone, from: from.toISOString(), to: to.toISOString() },
          },
        }),
      );
      return daysOf(answer.slots, { text: answer.quote, goodUntil: answer.quoteExpiresAt });
    },
    staleTime: 15_000,
    refetchInterval: QUOTE_GOOD_MS,
  });
}

/** The free times from one date to another, whatever number of answers that takes. */
export function useSlots(wanted: Wanted, first: string, last: string) {
  return useQueries({
    queries: windowsFor(first, last).map((window) => windowQuery(wanted, window)),
    combine: (answers) => {
      const parts = answers.map((answer) => answer.data);
      const here = parts.every((part) => part !== undefined);
      return {
        data: here ? joined(parts) : undefined,
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
        const days = await queries.query(windowQuery(wanted, window));
        const found = days.find((day) => day.date > after);
        if (found) return found;
      }
      return null;
    },
    [queries, wanted],
  );
}
