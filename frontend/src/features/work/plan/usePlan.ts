import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, data } from "../../../api/client";
import type { components } from "../../../api/schema";

export type Plan = components["schemas"]["PlanOut"];
export type MyPlan = components["schemas"]["MyPlanOut"];

const BACK = "/work/plan";
const KEY = ["plan"] as const;
const LOOK_AGAIN_MS = 3_000;

export function usePlans() {
  return useQuery({ queryKey: ["plans"], queryFn: () => data(api.GET("/v1/plans")) });
}

/** After the checkout the company's word takes a moment: until then the page looks again. */
export function useMyPlan() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => data(api.GET("/v1/users/me/plan")),
    refetchInterval: (query) => (query.state.data?.status === "OPEN" ? LOOK_AGAIN_MS : false),
  });
}

function useStep<Told>(step: (told: Told) => Promise<MyPlan>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: (plan) => {
      if (plan.url) window.location.assign(plan.url);
      else queries.setQueryData(KEY, plan);
    },
  });
}

export const useChoosePlan = () =>
  useStep((planCode: string) =>
    data(api.POST("/v1/users/me/plan", { body: { planCode, returnPath: BACK } })),
  );

export const useChangePlan = () =>
  useStep((planCode: string) => data(api.PUT("/v1/users/me/plan", { body: { planCode } })));

export const usePortal = () =>
  useStep(() => data(api.POST("/v1/users/me/plan/portal", { body: { returnPath: BACK } })));

export const useEndPlan = () => useStep(() => data(api.DELETE("/v1/users/me/plan")));

export const useResumePlan = () => useStep(() => data(api.POST("/v1/users/me/plan/resume")));

export function usePreview(planCode: string) {
  return useQuery({
    queryKey: [...KEY, "preview", planCode],
    queryFn: () => data(api.POST("/v1/users/me/plan/preview", { body: { planCode } })),
    staleTime: 0,
    retry: false,
  });
}
