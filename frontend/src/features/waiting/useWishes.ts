import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type Wish = Schemas["WishOut"];
export type Waiting = Schemas["WishRequest"];

export function useWishes(page: number) {
  return useQuery({
    queryKey: ["wishes", page],
    queryFn: () => body(api.GET("/v1/wishes", { params: { query: { page } } })),
    refetchInterval: 30_000,
  });
}

export function useWish() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Waiting) => data(api.POST("/v1/wishes", { body: wish })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["wishes"] }),
  });
}

export function useNoWish() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      body(api.DELETE("/v1/wishes/{wish_id}", { params: { path: { wish_id: id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["wishes"] }),
  });
}
