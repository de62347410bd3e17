import { useMutation, useQuery } from "@tanstack/react-query";

import { api, body, data } from "../../../api/client";
import type { components } from "../../../api/schema";
import { useWorkChanged } from "../useWork";

type Schemas = components["schemas"];
export type Schedule = Schemas["ScheduleOut"];
export type NamedHours = Schemas["NamedHoursIn"];
export type Trip = Schemas["TripIn"];
export type Holidays = Schemas["HolidaysOut"];
export type Pace = Schemas["PaceOut"];

const pathOf = (providerId: number) => ({ provider_id: providerId });

export function useSchedules(providerId: number) {
  return useQuery({
    queryKey: ["work", "schedules", providerId],
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}/schedules", { params: { path: pathOf(providerId) } }),
      ),
  });
}

export function useTrips(providerId: number) {
  return useQuery({
    queryKey: ["work", "trips", providerId],
    queryFn: () =>
      data(api.GET("/v1/providers/{provider_id}/trips", { params: { path: pathOf(providerId) } })),
  });
}

export function useHolidays(providerId: number) {
  return useQuery({
    queryKey: ["work", "holidays", providerId],
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}/holidays", { params: { path: pathOf(providerId) } }),
      ),
  });
}

export function usePace(providerId: number) {
  return useQuery({
    queryKey: ["work", "pace", providerId],
    queryFn: () =>
      data(api.GET("/v1/providers/{provider_id}/pace", { params: { path: pathOf(providerId) } })),
  });
}

/** A change of one's time: what others see of it is asked for anew. */
export function useTimeChange<Told, Answer>(change: (told: Told) => Promise<Answer>) {
  const changed = useWorkChanged();
  return useMutation({ mutationFn: change, onSuccess: changed });
}

export function saveSchedule(providerId: number, id: number | null, hours: NamedHours) {
  return id === null
    ? data(
        api.POST("/v1/providers/{provider_id}/schedules", {
          params: { path: pathOf(providerId) },
          body: hours,
        }),
      )
    : data(
        api.PUT("/v1/providers/{provider_id}/schedules/{schedule_id}", {
          params: { path: { ...pathOf(providerId), schedule_id: id } },
          body: hours,
        }),
      );
}

export function dropSchedule(providerId: number, id: number) {
  return body(
    api.DELETE("/v1/providers/{provider_id}/schedules/{schedule_id}", {
      params: { path: { ...pathOf(providerId), schedule_id: id } },
    }),
  );
}

export function saveTrips(providerId: number, trips: Trip[]) {
  return data(
    api.PUT("/v1/providers/{provider_id}/trips", {
      params: { path: pathOf(providerId) },
      body: { trips },
    }),
  );
}

export function saveHolidays(providerId: number, wanted: Schemas["HolidaysIn"]) {
  return data(
    api.PUT("/v1/providers/{provider_id}/holidays", {
      params: { path: pathOf(providerId) },
      body: wanted,
    }),
  );
}

export function savePace(providerId: number, pace: Schemas["PaceIn"]) {
  return data(
    api.PUT("/v1/providers/{provider_id}/pace", {
      params: { path: pathOf(providerId) },
      body: pace,
    }),
  );
}
