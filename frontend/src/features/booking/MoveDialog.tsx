import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, data, ifMatch } from "../../api/client";
import type { Booking } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { useProvider } from "../provider";
import type { Time } from "../slots/days";
import { SlotPicker } from "../slots/SlotPicker";
import { slotsKey } from "../slots/useSlots";
import { Refused } from "./Refused";

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
  const provider = useProvider(booking.providerId);
  const move = useMutation({
    mutationFn: (startTime: string) =>
      send?.(startTime) ??
      data(
        api.PUT("/v1/bookings/{booking_id}", {
          params: { path: { booking_id: booking.id }, header: ifMatch(`"${booking.version}"`) },
          body: { startTime },
        }),
      ),
    onSuccess: (moved) => {
      hear?.(moved);
      queries.setQueryData(["booking", booking.id], moved);
      void queries.invalidateQueries({ queryKey: ["bookings"] });
      close();
    },
    onError: () => queries.invalidateQueries({ queryKey: ["booking", booking.id] }),
    onSettled: () => queries.invalidateQueries({ queryKey: slotsKey(booking.providerId) }),
  });
  return (
    <Dialog title={t("move.title")} wide onClose={close}>
      <div className="stack">
        <p>{t("move.now", { when: format.dateTime(booking.startTime, zone) })}</p>
        <QueryView query={provider}>
          {(found) => (
            <SlotPicker
              providerId={booking.providerId}
              providerName={booking.providerName}
              providerZone={found.timezone}
              offeringId={booking.offeringId}
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
