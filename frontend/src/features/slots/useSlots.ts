import { useQuery } from "@tanstack/react-query";

import { api, data } from "../../api/client";
import { WINDOW_DAYS } from "./days";

const DAY_MS = 86_400_000;

interface Wanted {
  providerId: number;
  offeringId: number;
  zone: string;
  /** Which stretch of four weeks from now: 0, 1, 2 … */
  window: number;
}

export function slotsKey(providerId: number): readonly unknown[] {
  return ["slots", providerId];
}

export function useSlots({ providerId, offeringId, zone, window }: Wanted) {
  return useQuery({
    queryKey: [...slotsKey(providerId), offeringId, zone, window],
    queryFn: () => {
      const from = new Date(Date.now() + window * WINDOW_DAYS * DAY_MS);
      const to = new Date(from.getTime() + (WINDOW_DAYS + 1) * DAY_MS);
      return data(
        api.GET("/v1/providers/{provider_id}/slots", {
          params: {
            path: { provider_id: providerId },
            query: { offeringId, timezone: zone, from: from.toISOString(), to: to.toISOString() },
          },
        }),
      );
    },
    staleTime: 15_000,
  });
}
