import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, body } from "../../api/client";
import type { Criteria } from "./criteria";

export function useSearch(criteria: Criteria, size = 20) {
  return useQuery({
    queryKey: ["providers", criteria, size],
    queryFn: () => body(api.GET("/v1/providers", { params: { query: { ...criteria, size } } })),
    placeholderData: keepPreviousData,
  });
}
