import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, data, ifMatch } from "../../../api/client";
import type { Booking } from "../../../api/types";
import { Button } from "../../../design/Button";
import { Dialog } from "../../../design/Dialog";
import { Failure, QueryView } from "../../../design/States";
import { useWords } from "../../../i18n";
import { useClientName } from "../../people";
import { slotsKey, useSlots } from "../../slots/useSlots";
import { clockOf, nearestTime } from "./geometry";

interface MoveDialogProps {
  booking: Booking;
  zone: string;
  date: string;
  minutes: number;
  close: () => void;
}

/** Where an appointment was dropped, or the nearest time that can be booked there; moved once that is agreed to. */
export function MoveDialog({ booking, zone, date, minutes, close }: MoveDialogProps) {
  const { t, format } = useWords();
  const queries = useQueryClient();
  const client = useClientName(booking.clientId);
  const { providerId, offeringId } = booking;
  const slots = useSlots({ providerId, offeringId, zone }, date, date);
  const move = useMutation({
    mutationFn: (startTime: string) =>
      data(
        api.PUT("/v1/bookings/{booking_id}", {
          params: { path: { booking_id: booking.id }, header: ifMatch(`"${booking.version}"`) },
          body: { startTime },
        }),
      ),
    onSuccess: close,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["bookings"] }),
        queries.invalidateQueries({ queryKey: ["booking", booking.id] }),
        queries.invalidateQueries({ queryKey: slotsKey(providerId) }),
      ]),
  });
  return (
    <Dialog title={t("agenda.moveTitle", { name: client })} onClose={close}>
      <QueryView query={slots}>
        {(days) => {
          const time = nearestTime(days, date, minutes);
          return (
            <div className="stack">
              <p>{t("move.now", { when: format.dateTime(booking.startTime, zone) })}</p>
              {time ? (
                <p>
                  <strong>{t("agenda.to", { when: format.dateTime(time.start, zone) })}</strong>
                  {time.clock !== clockOf(minutes) && (
                    <span className="soft small agenda__note">{t("agenda.nearest")}</span>
                  )}
                </p>
              ) : (
                <p>{t("agenda.nothingThere", { day: format.dayOfDate(date) })}</p>
              )}
              {move.error && <Failure error={move.error} />}
              <div className="form__actions">
                {time && (
                  <Button busy={move.isPending} onClick={() => move.mutate(time.start)}>
                    {t("agenda.move")}
                  </Button>
                )}
                <Button kind="plain" onClick={close}>
                  {t("move.keep")}
                </Button>
              </div>
              {time && <p className="soft small">{t("agenda.told", { name: client })}</p>}
            </div>
          );
        }}
      </QueryView>
    </Dialog>
  );
}
