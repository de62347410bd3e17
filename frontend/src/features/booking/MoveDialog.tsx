import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, data, ifMatch } from "../../api/client";
import type { Booking, Provider } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { useProvider } from "../provider";
import type { Time } from "../slots/days";
import { SlotPicker } from "../slots/SlotPicker";
import { slotsKey } from "../slots/useSlots";
import { moveSeries } from "../series/useSeries";
import { Refused } from "./Refused";
import { ScopeField, type Reach } from "./ScopeField";

const USUAL_HORIZON_DAYS = 60; // of an offering that was withdrawn meanwhile

interface MoveDialogProps {
  booking: Booking;
  zone: string;
  close: () => void;
  /** How the change is asked for, and who hears of it, where that is not by an account. */
  send?: (startTime: string) => Promise<Booking>;
  moved?: (booking: Booking) => void;
}

export function MoveDialog({ booking, zone, close, send, moved: hear }: MoveDialogProps) {
  const { t, format } = useWords();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Time | null>(null);
  const [scope, setScope] = useState<Reach>("ONE");
  const provider = useProvider(booking.providerId);
  const move = useMutation({
    mutationFn: async (startTime: string) => {
      if (send) return send(startTime);
      if (scope === "ONE") return moveOne(booking, startTime);
      const series = await moveSeries(booking, scope, startTime);
      return series.occurrences.find((one) => one.id === booking.id) ?? booking;
    },
    onSuccess: (moved) => {
      hear?.(moved);
      queries.setQueryData(["booking", booking.id], moved);
      void queries.invalidateQueries({ queryKey: ["bookings"] });
      void queries.invalidateQueries({ queryKey: ["series"] });
      close();
    },
    onError: () => queries.invalidateQueries({ queryKey: ["booking", booking.id] }),
    onSettled: () => queries.invalidateQueries({ queryKey: slotsKey(booking.providerId) }),
  });
  return (
    <Dialog title={t("move.title")} wide onClose={close}>
      <div className="stack">
        <p>{t("move.now", { when: format.dateTime(booking.startTime, zone) })}</p>
        {booking.seriesId !== null && !send && <ScopeField scope={scope} choose={setScope} />}
        <QueryView query={provider}>
          {(found) => (
            <SlotPicker
              providerId={booking.providerId}
              providerName={booking.providerName}
              providerZone={found.timezone}
              offeringId={booking.offeringId}
              minutes={lengthOf(booking, found)}
              together={
                booking.items.length > 0
                  ? booking.items.map((one) => one.offeringId).join(",")
                  : undefined
              }
              zone={zone}
              horizonDays={
                found.offerings.find((one) => one.id === booking.offeringId)?.horizonDays ??
                USUAL_HORIZON_DAYS
              }
              chosen={chosen}
              choose={setChosen}
            />
          )}
        </QueryView>
        <Refused error={move.error} zone={zone} choose={setChosen} after={() => move.reset()} />
        <div className="form__actions">
          <Button
            disabled={!chosen}
            busy={move.isPending}
            onClick={() => chosen && move.mutate(chosen.start)}
          >
            {chosen
              ? t("move.submit", { when: format.dateTime(chosen.start, zone) })
              : t("move.choose")}
          </Button>
          <Button kind="plain" onClick={close}>
            {t("move.keep")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function moveOne(booking: Booking, startTime: string): Promise<Booking> {
  const params = { path: { booking_id: booking.id }, header: ifMatch(`"${booking.version}"`) };
  return data(api.PUT("/v1/bookings/{booking_id}", { params, body: { startTime } }));
}

/** A booking keeps its length when it is moved; of an offering in its own length nothing need be said. */
function lengthOf(booking: Booking, provider: Provider): number | undefined {
  const offering = provider.offerings.find((one) => one.id === booking.offeringId);
  const minutes = (Date.parse(booking.endTime) - Date.parse(booking.startTime)) / 60_000;
  return offering?.furtherDurations.some((one) => one.durationMinutes === minutes)
    ? minutes
    : undefined;
}
