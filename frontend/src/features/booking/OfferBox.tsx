import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, body, data, ifMatch } from "../../api/client";
import type { Booking } from "../../api/types";
import { Button } from "../../design/Button";
import { Failure } from "../../design/States";
import { useWords } from "../../i18n";
import { Countdown } from "./Countdown";

/** A time that is kept until its client says yes: offered to one who waited, or while a form is filled in. */
export function OfferBox({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const path = { booking_id: booking.id };
  const header = ifMatch(`"${booking.version}"`);
  const after = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["booking", booking.id] }),
      queries.invalidateQueries({ queryKey: ["bookings"] }),
    ]);
  const take = useMutation({
    mutationFn: () =>
      data(api.POST("/v1/bookings/{booking_id}/submit", { params: { path, header }, body: {} })),
    onSettled: after,
  });
  const leave = useMutation({
    mutationFn: () => body(api.DELETE("/v1/bookings/{booking_id}", { params: { path, header } })),
    onSettled: after,
  });
  if (booking.step !== "OFFERED" && booking.step !== "FORM") return null;
  return (
    <section className="pay-box" aria-label={t("offer.label")}>
      <div className="stack stack--small">
        {booking.holdExpiresAt && (
          <p>
            {t("hold.for")} <Countdown until={booking.holdExpiresAt} />
          </p>
        )}
        {(take.error ?? leave.error) && <Failure error={take.error ?? leave.error} />}
      </div>
      <div className="row">
        <Button busy={take.isPending} onClick={() => take.mutate()}>
          {t("offer.take")}
        </Button>
        <Button kind="plain" busy={leave.isPending} onClick={() => leave.mutate()}>
          {t("offer.leave")}
        </Button>
      </div>
    </section>
  );
}
