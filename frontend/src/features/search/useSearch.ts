import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";
import { useZone } from "../session/useSession";
import type { Criteria } from "./criteria";

const SUGGESTED = 8;
const FRESH_MS = 60_000;

export function useSearch(criteria: Criteria, size = 20) {
  const zone = useZone();
  const query = { ...criteria, ...(criteria.freeOn ? { timezone: zone } : {}), size };
  return useQuery({
    queryKey: ["providers", query],
    queryFn: () => body(api.GET("/v1/providers", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function useSuggestions(begun: string) {
  return useQuery({
    queryKey: ["suggestions", begun],
    queryFn: () =>
      data(
        api.GET("/v1/providers/autocomplete", { params: { query: { q: begun, size: SUGGESTED } } }),
      ),
    enabled: begun.length > 1,
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
