import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type Connection = Schemas["ConnectionOut"];
export type Calendar = Schemas["CalendarOut"];
export type CalendarChoice = Schemas["CalendarChoice"];
export type Kind = Schemas["KindOut"];
export type NewConnection = Schemas["ConnectionIn"];
export type CalendarRules = Schemas["CalendarRulesOut"];
export type EventWish = Schemas["EventWishOut"];

const KEY = ["calendars"] as const;
const LOOK_AGAIN_MS = 2_000;

export function useKinds() {
  return useQuery({
    queryKey: [...KEY, "kinds"],
    queryFn: () => data(api.GET("/v1/calendars/kinds")),
    staleTime: Infinity,
  });
}

/** While a worker opens an account, the page looks again. */
export function useConnections() {
  return useQuery({
    queryKey: [...KEY, "connections"],
    queryFn: () => data(api.GET("/v1/calendars/connections")),
    refetchInterval: (query) => (query.state.data?.some(isMoving) ? LOOK_AGAIN_MS : false),
  });
}

function isMoving({ state, calendars }: Connection): boolean {
  const unread = state === "ACTIVE" && calendars.some((one) => one.blocks && !one.lastReadAt);
  return state === "CONNECTING" || state === "LEAVING" || unread;
}

/** Whatever was changed, what stands here is asked for anew. */
export function useDeed<Told, Answer>(deed: (told: Told) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: KEY }),
        queries.invalidateQueries({ queryKey: ["slots"] }),
      ]),
  });
}

export const useConnect = () =>
  useDeed((wish: NewConnection) => data(api.POST("/v1/calendars/connections", { body: wish })));

export const useConsent = () =>
  useMutation({
    mutationFn: (kind: "google" | "microsoft") =>
      data(api.POST("/v1/calendars/consents", { body: { kind } })),
    onSuccess: ({ address }) => window.location.assign(address),
  });

export const useFinish = () =>
  useDeed((back: Schemas["ConsentBack"]) =>
    data(api.POST("/v1/calendars/consents/finish", { body: back })),
  );

export function useConnectionDeeds(id: number) {
  const params = { path: { connection_id: id } };
  const leave = useDeed(() =>
    body(api.DELETE("/v1/calendars/connections/{connection_id}", { params })),
  );
  const refresh = useDeed(() =>
    data(api.POST("/v1/calendars/connections/{connection_id}/refresh", { params })),
  );
  const mend = useDeed((password: string) =>
    data(api.PUT("/v1/calendars/connections/{connection_id}", { params, body: { password } })),
  );
  return { leave, refresh, mend };
}

export const useChoose = (id: number) =>
  useDeed((choice: CalendarChoice) =>
    data(
      api.PUT("/v1/calendars/{calendar_id}", {
        params: { path: { calendar_id: id } },
        body: choice,
      }),
    ),
  );

export function useRules() {
  return useQuery({
    queryKey: [...KEY, "rules"],
    queryFn: () => data(api.GET("/v1/calendars/rules")),
  });
}

export const useSetRules = () =>
  useDeed((rules: CalendarRules) => data(api.PUT("/v1/calendars/rules", { body: rules })));

export function useConflicts() {
  return useQuery({
    queryKey: [...KEY, "conflicts"],
    queryFn: () => data(api.GET("/v1/calendars/conflicts", { params: { query: { size: 50 } } })),
  });
}

export function useEventWishes() {
  return useQuery({
    queryKey: [...KEY, "wishes"],
    queryFn: () => data(api.GET("/v1/calendars/wishes", { params: { query: { size: 50 } } })),
  });
}

export const useDecide = (id: number) =>
  useDeed((yes: boolean) => {
    const params = { path: { wish_id: id } };
    return data(
      yes
        ? api.POST("/v1/calendars/wishes/{wish_id}/accept", { params })
        : api.POST("/v1/calendars/wishes/{wish_id}/refuse", { params }),
    );
  });

export function useFeeds() {
  return useQuery({
    queryKey: [...KEY, "feeds"],
    queryFn: () => data(api.GET("/v1/calendars/feeds")),
  });
}

export const useMakeFeed = () =>
  useDeed((label: string) => data(api.POST("/v1/calendars/feeds", { body: { label } })));

export const useRevokeFeed = () =>
  useDeed((id: number) =>
    body(api.DELETE("/v1/calendars/feeds/{feed_id}", { params: { path: { feed_id: id } } })),
  );
