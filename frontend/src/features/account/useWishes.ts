import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";

export type Wishes = components["schemas"]["PreferencesOut"];
type Change = components["schemas"]["PreferencesChange"];
const KEY = ["wishes"];

export function useWishes() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => data(api.GET("/v1/users/me/notification-preferences")),
  });
}

/** Shown at once as it was wished, and taken back if the server does not agree. */
export function useChangeWishes() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) =>
      data(api.PUT("/v1/users/me/notification-preferences", { body: change })),
    onMutate: (change) => {
      const before = queries.getQueryData<Wishes>(KEY);
      if (before)
        queries.setQueryData<Wishes>(KEY, {
          ...before,
          kinds: before.kinds.map((one) => wished(one, change.kinds)),
          alwaysMailed: before.alwaysMailed.map((one) => wished(one, change.alwaysMailed)),
        });
      return { before };
    },
    onError: (_error, _change, context) => queries.setQueryData(KEY, context?.before),
    onSuccess: (saved) => queries.setQueryData(KEY, saved),
  });
}

function wished<T extends { kind: string }>(
  one: T,
  changes: readonly (Partial<T> & { kind: string })[] | undefined,
): T {
  return { ...one, ...changes?.find((change) => change.kind === one.kind) };
}
