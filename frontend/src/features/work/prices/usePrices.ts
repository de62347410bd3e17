import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../../api/client";
import type { components } from "../../../api/schema";

export type PromoCode = components["schemas"]["PromoCodeOut"];
export type CodeTerms = Omit<components["schemas"]["NewPromoCode"], "code">;
export type NewPackage = components["schemas"]["NewPackage"];
const ALL = 100;

export function useCodes(providerId: number) {
  return useQuery({
    queryKey: ["work", "codes", providerId],
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}/promo-codes", {
          params: { path: { provider_id: providerId }, query: { size: ALL } },
        }),
      ),
  });
}

/** Make a code, change one, or withdraw it; the list follows. */
export function useCodeChanges(providerId: number) {
  const queries = useQueryClient();
  const done = () => queries.invalidateQueries({ queryKey: ["work", "codes"] });
  const path = { provider_id: providerId };
  const save = useMutation({
    mutationFn: ({ id, name, terms }: { id: number | null; name: string; terms: CodeTerms }) =>
      id === null
        ? data(
            api.POST("/v1/providers/{provider_id}/promo-codes", {
              params: { path },
              body: { code: name, ...terms },
            }),
          )
        : data(
            api.PUT("/v1/providers/{provider_id}/promo-codes/{code_id}", {
              params: { path: { ...path, code_id: id } },
              body: terms,
            }),
          ),
    onSuccess: done,
  });
  const withdraw = useMutation({
    mutationFn: (id: number) =>
      body(
        api.DELETE("/v1/providers/{provider_id}/promo-codes/{code_id}", {
          params: { path: { ...path, code_id: id } },
        }),
      ),
    onSuccess: done,
  });
  return { save, withdraw };
}

export function usePackageChanges(providerId: number) {
  const queries = useQueryClient();
  const done = () => queries.invalidateQueries({ queryKey: ["packages"] });
  const path = { provider_id: providerId };
  const save = useMutation({
    mutationFn: ({ id, made }: { id: number | null; made: NewPackage }) =>
      id === null
        ? data(api.POST("/v1/providers/{provider_id}/packages", { params: { path }, body: made }))
        : data(
            api.PUT("/v1/providers/{provider_id}/packages/{package_id}", {
              params: { path: { ...path, package_id: id } },
              body: made,
            }),
          ),
    onSuccess: done,
  });
  const withdraw = useMutation({
    mutationFn: (id: number) =>
      body(
        api.DELETE("/v1/providers/{provider_id}/packages/{package_id}", {
          params: { path: { ...path, package_id: id } },
        }),
      ),
    onSuccess: done,
  });
  return { save, withdraw };
}

export function useSold(providerId: number, page: number) {
  return useQuery({
    queryKey: ["packages", "sold", providerId, page],
    queryFn: () =>
      body(
        api.GET("/v1/providers/{provider_id}/package-purchases", {
          params: { path: { provider_id: providerId }, query: { page } },
        }),
      ),
  });
}
