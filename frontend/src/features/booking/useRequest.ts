import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import { slotsKey } from "../slots/useSlots";

export type Wish = components["schemas"]["BookingRequest"];

/** Ask for a time. The same wish sent twice is one booking: its key stays until the wish changes. */
export function useRequestBooking() {
  const queries = useQueryClient();
  const last = useRef({ wish: "", key: "" });
  return useMutation({
    mutationFn: (wish: Wish) => {
      const said = JSON.stringify(wish);
      if (last.current.wish !== said) last.current = { wish: said, key: newKey() };
      return data(
        api.POST("/v1/bookings", {
          body: wish,
          params: { header: { "Idempotency-Key": last.current.key, Prefer: "wait=5" } },
        }),
      );
    },
    onSuccess: (booking) => {
      queries.setQueryData(["booking", booking.id], booking);
      void queries.invalidateQueries({ queryKey: ["bookings"] });
      void queries.invalidateQueries({ queryKey: ["packages"] });
    },
    onError: () => {
      last.current = { wish: "", key: last.current.key };
    },
    onSettled: (_booking, _error, wish) =>
      queries.invalidateQueries({ queryKey: slotsKey(wish.providerId) }),
  });
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
