import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { api, body, data, tagged } from "../../api/client";
import { isProblem } from "../../api/problem";

const ALL = 100;

/** My own profile with its tag; null where none was opened yet. */
export function useMyProfile() {
  return useQuery({
    queryKey: ["work", "profile"],
    queryFn: async () => {
      try {
        return await tagged(api.GET("/v1/providers/me"));
      } catch (error) {
        if (isProblem(error, "NOT_FOUND")) return null;
        throw error;
      }
    },
  });
}

export function useMyHours(providerId: number) {
  return useQuery({
    queryKey: ["work", "hours", providerId],
    queryFn: () =>
      tagged(
        api.GET("/v1/providers/{provider_id}/availability", {
          params: { path: { provider_id: providerId } },
          cache: "no-cache",
        }),
      ),
  });
}

export function useTimeOff(providerId: number) {
  return useQuery({
    queryKey: ["work", "time-off", providerId],
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}/time-off", {
          params: { path: { provider_id: providerId }, query: { size: ALL } },
        }),
      ),
  });
}

export function useHosting() {
  return useQuery({
    queryKey: ["work", "hosting"],
    queryFn: () => data(api.GET("/v1/providers/me/hosting", { params: { query: { size: ALL } } })),
  });
}

export function useAgenda(from: string, to: string) {
  return useQuery({
    queryKey: ["bookings", "provider", from, to],
    queryFn: () =>
      body(
        api.GET("/v1/bookings", {
          params: {
            query: {
              role: "provider",
              from,
              to,
              size: ALL,
              status: "PENDING,CONFIRMED,COMPLETED,NO_SHOW",
            },
          },
        }),
      ),
    refetchInterval: 30_000,
  });
}

export function useWaiting() {
  return useQuery({
    queryKey: ["bookings", "provider", "waiting"],
    queryFn: async () => {
      const query = { role: "provider", status: "PENDING", size: ALL } as const;
      const pending = await data(api.GET("/v1/bookings", { params: { query } }));
      return pending.filter((booking) => booking.step === "APPROVAL");
    },
    refetchInterval: 30_000,
  });
}

/** After a change of mine: what I see, and what others see of me, is asked for anew. */
export function useWorkChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    void queries.invalidateQueries({ queryKey: ["provider"] });
    void queries.invalidateQueries({ queryKey: ["slots"] });
    await queries.invalidateQueries({ queryKey: ["work"] });
  }, [queries]);
}
