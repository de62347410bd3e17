import { useQuery } from "@tanstack/react-query";

import { api, body, data } from "../api/client";

export function useProvider(id: number) {
  return useQuery({
    queryKey: ["provider", id],
    queryFn: () =>
      data(api.GET("/v1/providers/{provider_id}", { params: { path: { provider_id: id } } })),
  });
}

export function useReviews(id: number, page: number, size = 5) {
  return useQuery({
    queryKey: ["reviews", id, page, size],
    queryFn: () =>
      body(
        api.GET("/v1/providers/{provider_id}/reviews", {
          params: { path: { provider_id: id }, query: { page, size } },
          cache: "no-cache", // one who has just written or answered one wants to see it
        }),
      ),
  });
}
