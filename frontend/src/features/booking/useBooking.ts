import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, data, send } from "../../api/client";
import { problemOf } from "../../api/problem";
import type { Booking } from "../../api/types";
import { standingOf } from "./standing";

const WAIT_S = 10;
const PAUSE_MS = 3_000;
const BREATH_MS = 250; // whatever stands between us and the API may not know how to wait
const NOT_MODIFIED = 304;

/** A booking that keeps itself current: while something is under way, the API is asked to wait for news. */
export function useBooking(id: number) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["booking", id],
    queryFn: () =>
      data(api.GET("/v1/bookings/{booking_id}", { params: { path: { booking_id: id } } })),
    enabled: Number.isSafeInteger(id),
  });
  const moving = query.data !== undefined && standingOf(query.data).moving;

  useEffect(() => {
    if (!moving) return;
    const until = new AbortController();
    void follow(id, queries, until.signal);
    return () => until.abort();
  }, [id, moving, queries]);

  return query;
}

async function follow(id: number, queries: QueryClient, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    try {
      if (document.hidden) await shown(until);
      const known = queries.getQueryData<Booking>(["booking", id]);
      const news = await newsOf(id, known?.version ?? 0, until);
      if (news) queries.setQueryData(["booking", id], news);
      if (!news || news.version === known?.version) await pause(BREATH_MS, until);
    } catch {
      await pause(PAUSE_MS, until);
    }
  }
}

async function newsOf(id: number, version: number, signal: AbortSignal): Promise<Booking | null> {
  const answer = await send(
    new Request(new URL(`/v1/bookings/${id}`, window.location.origin), {
      headers: { "If-None-Match": `"${version}"`, Prefer: `wait=${WAIT_S}` },
      signal,
    }),
  );
  if (answer.status === NOT_MODIFIED) return null;
  if (!answer.ok) throw await problemOf(answer);
  return ((await answer.json()) as { data: Booking }).data;
}

/** A page in the background asks for nothing. */
function shown(until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", () => resolve(), { once: true, signal: until });
    until.addEventListener("abort", () => resolve(), { once: true });
  });
}

function pause(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    until.addEventListener("abort", end, { once: true });
    if (until.aborted) end();
  });
}
