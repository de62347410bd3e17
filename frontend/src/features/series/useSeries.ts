import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import type { Booking } from "../../api/types";
import { standingOf } from "../booking/standing";
import { newKey } from "../booking/useRequest";
import { slotsKey } from "../slots/useSlots";

type Schemas = components["schemas"];
export type Series = Schemas["SeriesOut"];
export type Asked = Schemas["SeriesRequest"];
export type Scope = Schemas["SeriesMove"]["scope"];

const LOOK_AGAIN_MS = 2_500;

export function useSeriesPlan(wish: Schemas["SeriesWish"]) {
  return useQuery({
    queryKey: [...slotsKey(wish.providerId), "series", wish],
    queryFn: () => data(api.POST("/v1/series/preview", { body: wish })),
    retry: false,
  });
}

export function useSeries(id: number) {
  return useQuery({
    queryKey: ["series", id],
    queryFn: () => data(api.GET("/v1/series/{series_id}", { params: { path: { series_id: id } } })),
    enabled: Number.isSafeInteger(id),
    refetchInterval: (query) => (query.state.data?.occurrences.some(moves) ? LOOK_AGAIN_MS : false),
  });
}

function moves(booking: Booking): boolean {
  return standingOf(booking).moving;
}

export function useBookSeries() {
  const hear = useHear();
  const queries = useQueryClient();
  const last = useRef({ wish: "", key: "" });
  return useMutation({
    mutationFn: (body: Asked) => {
      const wish = JSON.stringify(body);
      if (last.current.wish !== wish) last.current = { wish, key: newKey() };
      const header = { "Idempotency-Key": last.current.key };
      return data(api.POST("/v1/series", { body, params: { header } }));
    },
    onSuccess: hear,
    onError: (_error, body) => {
      last.current = { wish: "", key: "" }; // what was refused may be asked for anew
      return queries.invalidateQueries({ queryKey: slotsKey(body.providerId) });
    },
  });
}

export function useHear(): (series: Series) => void {
  const queries = useQueryClient();
  return (series) => {
    queries.setQueryData(["series", series.id], series);
    void queries.invalidateQueries({ queryKey: ["bookings"] });
    void queries.invalidateQueries({ queryKey: ["booking"] });
  };
}

export function cancelSeries(booking: Booking, scope: Scope, reason: string): Promise<Series> {
  return data(
    api.POST("/v1/series/{series_id}/cancel", {
      params: { path: { series_id: booking.seriesId ?? 0 } },
      body: { bookingId: booking.id, scope, reason: reason || null },
    }),
  );
}

export function moveSeries(booking: Booking, scope: Scope, startTime: string): Promise<Series> {
  return data(
    api.POST("/v1/series/{series_id}/move", {
      params: { path: { series_id: booking.seriesId ?? 0 } },
      body: { bookingId: booking.id, scope, startTime },
    }),
  );
}
