import { useQuery } from "@tanstack/react-query";

import { api, data } from "../../api/client";

const LINK = /[#&]link=([^&]+)/;

/** The secret part of a link stands behind the #, so that it reaches no log. */
export function linkIn(hash: string): string | null {
  const found = LINK.exec(hash)?.[1];
  return found ? decodeURIComponent(found) : null;
}

/** An offering that is found by its link alone. */
export function useLinked(providerId: number, offeringId: number, link: string | null) {
  return useQuery({
    queryKey: ["provider", providerId, "linked", offeringId, link],
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}/offerings/{offering_id}", {
          params: {
            path: { provider_id: providerId, offering_id: offeringId },
            query: { link: link ?? undefined },
          },
        }),
      ),
    enabled: link !== null && offeringId > 0,
  });
}
