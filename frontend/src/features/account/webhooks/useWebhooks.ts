import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../../api/client";
import type { components } from "../../../api/schema";

export type Endpoint = components["schemas"]["EndpointOut"];
export type NewEndpoint = components["schemas"]["NewEndpoint"];
export type Delivery = components["schemas"]["DeliveryOut"];
const KEY = ["webhooks"];
const LOOK_AGAIN_MS = 5_000;

export function useEndpoints() {
  return useQuery({ queryKey: KEY, queryFn: () => data(api.GET("/v1/webhook-endpoints")) });
}

export function useDeliveries(endpointId: number, page: number) {
  return useQuery({
    queryKey: [...KEY, endpointId, page],
    queryFn: () =>
      body(
        api.GET("/v1/webhook-endpoints/{endpoint_id}/deliveries", {
          params: { path: { endpoint_id: endpointId }, query: { page, size: 10 } },
        }),
      ),
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export function useAddEndpoint() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (made: NewEndpoint) => data(api.POST("/v1/webhook-endpoints", { body: made })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export type Deed = "test" | "pause" | "resume" | "remove" | "secret";

/** What can be done to an endpoint; a new secret is in the answer and nowhere else. */
export function useEndpointDeed(endpointId: number) {
  const queries = useQueryClient();
  const params = { path: { endpoint_id: endpointId } };
  return useMutation({
    mutationFn: async (deed: Deed): Promise<string | null> => {
      if (deed === "secret") {
        const path = "/v1/webhook-endpoints/{endpoint_id}/secret";
        return (await data(api.POST(path, { params }))).secret;
      }
      if (deed === "remove")
        await body(api.DELETE("/v1/webhook-endpoints/{endpoint_id}", { params }));
      else if (deed === "test")
        await data(api.POST("/v1/webhook-endpoints/{endpoint_id}/test", { params }));
      else if (deed === "pause")
        await data(api.POST("/v1/webhook-endpoints/{endpoint_id}/pause", { params }));
      else await data(api.POST("/v1/webhook-endpoints/{endpoint_id}/resume", { params }));
      return null;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useReplay(endpointId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (deliveryId: number) =>
      data(
        api.POST("/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay", {
          params: { path: { endpoint_id: endpointId, delivery_id: deliveryId } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
