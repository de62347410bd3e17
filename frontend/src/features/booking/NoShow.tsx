import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, body } from "../../api/client";
import type { Booking } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Failure } from "../../design/States";
import { useWords } from "../../i18n";

const WITHIN_MS = 7 * 86_400_000;

/** Within a week after the end the provider may say that nobody came. */
export function NoShow({ booking }: { booking: Booking }) {
  const { t, format } = useWords();
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const say = useMutation({
    mutationFn: () =>
      body(
        api.POST("/v1/bookings/{booking_id}/no-show", {
          params: { path: { booking_id: booking.id } },
        }),
      ),
    onSuccess: () => setSure(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ["booking", booking.id] }),
  });
  const [now] = useState(() => Date.now());
  const ended = now - Date.parse(booking.endTime);
  const took = booking.status === "CONFIRMED" || booking.status === "COMPLETED";
  if (!took || ended < 0 || ended > WITHIN_MS) return null;
  return (
    <>
      <Button kind="quiet" onClick={() => setSure(true)}>
        {t("noShow.say")}
      </Button>
      {sure && (
        <Dialog title={t("noShow.title")} onClose={() => setSure(false)}>
          <div className="stack">
            <p>
              {t("noShow.text", {
                kept: format.number(booking.cancellationPolicy.noShowPercent),
              })}
            </p>
            {say.error && <Failure error={say.error} />}
            <div className="form__actions">
              <Button kind="danger" busy={say.isPending} onClick={() => say.mutate()}>
                {t("noShow.say")}
              </Button>
              <Button kind="plain" onClick={() => setSure(false)}>
                {t("noShow.keep")}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
