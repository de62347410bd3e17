import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

import { api, data } from "../../api/client";
import { forget, markFresh, sessionChanged, signedIn, subscribeToSession } from "../../api/session";

export function useSignedIn(): boolean {
  return useSyncExternalStore(subscribeToSession, signedIn);
}

export function useMe() {
  const here = useSignedIn();
  return useQuery({
    queryKey: ["me"],
    queryFn: () => data(api.GET("/v1/users/me")),
    enabled: here,
    staleTime: 5 * 60_000,
  });
}

/** The zone in which this person reads the clock: the account's, else the browser's. */
export function useZone(): string {
  const me = useMe();
  return me.data?.timezone ?? browserZone();
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

export function useSignIn() {
  const queries = useQueryClient();
  return useCallback(
    async (email: string, password: string, code?: string) => {
      // keepalive: the sign-in is carried out even if the reader goes on to another page meanwhile.
      await data(
        api.POST("/v1/auth/login", {
          body: { email, password, code, cookies: true },
          keepalive: true,
        }),
      );
      markFresh();
      sessionChanged();
      await queries.invalidateQueries();
      const me = await data(api.GET("/v1/users/me"));
      queries.setQueryData(["me"], me);
      return me;
    },
    [queries],
  );
}

export function useSignOut() {
  const queries = useQueryClient();
  return useCallback(async () => {
    try {
      await api.POST("/v1/auth/logout", { body: {} });
    } finally {
      forget();
      queries.clear();
    }
  }, [queries]);
}
