import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";

export function useDevices() {
  return useQuery({
    queryKey: ["security", "devices"],
    queryFn: () => data(api.GET("/v1/users/me/sessions")),
  });
}

/** End one sign-in; without a device all but this one. */
export function useEndDevice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) =>
      id === null
        ? body(api.DELETE("/v1/users/me/sessions"))
        : body(
            api.DELETE("/v1/users/me/sessions/{sign_in_id}", {
              params: { path: { sign_in_id: id } },
            }),
          ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["security", "devices"] }),
  });
}

export function useTwoFactor() {
  return useQuery({
    queryKey: ["security", "two-factor"],
    queryFn: () => data(api.GET("/v1/users/me/two-factor")),
  });
}

export function useSecurityChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["security"] });
}
