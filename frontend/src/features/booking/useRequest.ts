import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import { api, data, ifMatch } from "../../api/client";
import type { Booking } from "../../api/types";
import { slotsKey } from "../slots/useSlots";
import { formOf, togetherOf, wishOf, type Draft } from "./draft";
import type { Kept } from "./useHold";

/** Ask for a time. The same wish sent twice is one booking: its key stays until the wish changes. */
export function useRequestBooking(zone: string, hold: Kept) {
  const queries = useQueryClient();
  const last = useRef({ wish: "", key: "" });
  const keyOf = (wish: unknown) => {
    const said = JSON.stringify(wish);
    if (last.current.wish !== said) last.current = { wish: said, key: newKey() };
    return last.current.key;
  };
  return useMutation({
    mutationFn: async (draft: Draft) => {
      const kept = await hold.settled();
      const booking = kept ? await submit(kept, draft) : await ask(draft, zone, keyOf);
      hold.used();
      return booking;
    },
    onSuccess: (booking) => {
      queries.setQueryData(["booking", booking.id], booking);
      void queries.invalidateQueries({ queryKey: ["bookings"] });
      void queries.invalidateQueries({ queryKey: ["packages"] });
    },
    onError: () => {
      last.current = { wish: "", key: last.current.key };
    },
    onSettled: (_booking, _error, draft) =>
      queries.invalidateQueries({ queryKey: slotsKey(draft.offering.providerId) }),
  });
}

function submit(kept: Booking, draft: Draft): Promise<Booking> {
  const params = { path: { booking_id: kept.id }, header: ifMatch(`"${kept.version}"`) };
  return data(api.POST("/v1/bookings/{booking_id}/submit", { params, body: formOf(draft) }));
}

function ask(draft: Draft, zone: string, keyOf: (wish: unknown) => string): Promise<Booking> {
  if (draft.more.length > 0) {
    const body = togetherOf(draft, zone);
    if (!body) throw new Error("no time is chosen");
    const header = { "Idempotency-Key": keyOf(body) };
    return data(api.POST("/v1/bookings/combined", { body, params: { header } }));
  }
  const body = wishOf(draft, zone, new Date());
  if (!body) throw new Error("no time is chosen");
  const header = { "Idempotency-Key": keyOf(body), Prefer: "wait=5" };
  return data(api.POST("/v1/bookings", { body, params: { header } }));
}

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
