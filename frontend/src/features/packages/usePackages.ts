import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";
import type { components } from "../../api/schema";
import { useSignedIn } from "../session/useSession";

export type Package = components["schemas"]["PackageOut"];
export type Purchase = components["schemas"]["PurchaseOut"];
const ALL = 100;

/** What a provider sells by the dozen. */
export function usePackages(providerId: number) {
  return useQuery({
    queryKey: ["packages", "of", providerId],
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}/packages", {
          params: { path: { provider_id: providerId }, query: { size: ALL } },
        }),
      ),
  });
}

export function useMyPurchases(page = 1, size = ALL) {
  return useQuery({
    queryKey: ["packages", "mine", page, size],
    queryFn: () => body(api.GET("/v1/users/me/packages", { params: { query: { page, size } } })),
    enabled: useSignedIn(),
  });
}

/** Credits of mine that pay for this offering; those that run out first come first. */
export function useCredits(offeringId: number): Purchase[] {
  const mine = useMyPurchases().data?.data ?? [];
  return mine
    .filter(
      (one) => one.offeringId === offeringId && one.status === "ACTIVE" && one.creditsLeft > 0,
    )
    .sort((a, b) => (a.expiresAt ?? "9").localeCompare(b.expiresAt ?? "9"));
}

/** Buy, and go on to the checkout. */
export function useBuyPackage() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (packageId: number) =>
      data(
        api.POST("/v1/packages/{package_id}/purchases", {
          params: { path: { package_id: packageId } },
        }),
      ),
    onSuccess: (purchase) => {
      void queries.invalidateQueries({ queryKey: ["packages"] });
      if (purchase.paymentUrl) window.location.assign(purchase.paymentUrl);
    },
  });
}
