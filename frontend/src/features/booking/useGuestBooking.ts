import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";
import type { Booking } from "../../api/types";

/** A booking as whoever holds its link sees it, and what they may do with it. */
export function useGuestBooking(id: number, token: string) {
  const queries = useQueryClient();
  const queryKey = ["guest-booking", id];
  const params = { path: { booking_id: id }, header: { "Booking-Token": token } };
  const query = useQuery({
    queryKey,
    queryFn: () => data(api.GET("/v1/guest-bookings/{booking_id}", { params })),
    enabled: Number.isSafeInteger(id) && token !== "",
  });
  const renew = (booking: Booking) => queries.setQueryData(queryKey, booking);
  const cancel = useMutation({
    mutationFn: () =>
      data(api.POST("/v1/guest-bookings/{booking_id}/cancel", { params, body: {} })),
    onSuccess: renew,
  });
  const move = (startTime: string) =>
    data(api.PUT("/v1/guest-bookings/{booking_id}", { params, body: { startTime } }));
  const account = useMutation({
    mutationFn: () => body(api.POST("/v1/guest-bookings/{booking_id}/account", { params })),
  });
  const claim = useMutation({
    mutationFn: () => data(api.POST("/v1/guest-bookings/{booking_id}/claim", { params })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["bookings"] }),
  });
  return { query, renew, cancel, move, account, claim };
}
