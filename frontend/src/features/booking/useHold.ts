import { useCallback, useEffect, useRef, useState } from "react";

import { api, body, data } from "../../api/client";
import { isProblem } from "../../api/problem";
import type { Booking } from "../../api/types";
import type { Hold } from "./draft";

const TOLD = ["SLOT_TAKEN", "NOT_OFFERED", "LINK_NOT_USABLE"];

export interface Kept {
  /** The time that is kept, while it is. */
  booking: Booking | null;
  /** Somebody was quicker. All else is no reason to stop: it can be booked without being kept before. */
  error: unknown;
  begin: (wish: Hold | null) => void;
  /** What is kept at last, once a request under way is answered. */
  settled: () => Promise<Booking | null>;
  /** It is booked: there is nothing to let go any more. */
  used: () => void;
  release: () => void;
}

/** Keeps a time while its form is filled in, and lets it go when another one is chosen or the page is left. */
export function useHold(): Kept {
  const [booking, setBooking] = useState<Booking | null>(null);
  const [error, setError] = useState<unknown>(null);
  const asked = useRef<Promise<Booking | null> | null>(null);

  const release = useCallback(() => {
    const before = asked.current;
    asked.current = null;
    setBooking(null);
    setError(null);
    void before?.then((kept) => kept && letGo(kept));
  }, []);
  const begin = useCallback((wish: Hold | null) => {
    if (!wish || asked.current) return;
    const mine = data(api.POST("/v1/holds", { body: wish })).catch((problem: unknown) => {
      if (asked.current === mine && isProblem(problem, ...TOLD)) setError(problem);
      return null;
    });
    asked.current = mine;
    void mine.then((kept) => {
      if (asked.current === mine) setBooking(kept);
    });
  }, []);
  const settled = useCallback(async () => {
    const kept = await (asked.current ?? Promise.resolve(null));
    return kept && Date.parse(kept.holdExpiresAt ?? "") > Date.now() ? kept : null;
  }, []);
  const used = useCallback(() => {
    asked.current = null;
  }, []);
  useEffect(() => release, [release]);
  return { booking, error, begin, settled, used, release };
}

/** Five minutes later it is free anyway, so nobody hears of a failure. */
async function letGo({ id }: Booking): Promise<void> {
  const params = { path: { booking_id: id } };
  await body(api.DELETE("/v1/bookings/{booking_id}", { params, keepalive: true })).catch(
    () => null,
  );
}
