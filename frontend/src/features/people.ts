import { useQuery } from "@tanstack/react-query";

import { api, data } from "../api/client";

/** Bookings carry ids; the name of a client is asked for once. */
export function useClientName(id: number | null): string {
  const person = useQuery({
    queryKey: ["user", id],
    queryFn: () => data(api.GET("/v1/users/{user_id}", { params: { path: { user_id: id ?? 0 } } })),
    enabled: id !== null,
    staleTime: Infinity,
  });
  return person.data?.name ?? "…";
}
