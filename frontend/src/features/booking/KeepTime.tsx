import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, data, ifMatch } from "../../api/client";
import type { Booking } from "../../api/types";
import { Button } from "../../design/Button";
import { Failure, Notice } from "../../design/States";
import { useWords } from "../../i18n";

/** The clocks change, and this booking cannot keep its time: its provider decides. */
export function KeepTime({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const keep = useMutation({
    mutationFn: () =>
      data(
        api.POST("/v1/bookings/{booking_id}/keep-time", {
          params: { path: { booking_id: booking.id }, header: ifMatch(`"${booking.version}"`) },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["booking", booking.id] }),
  });
  if (booking.attention !== "TIME_LAW") return null;
  return (
    <Notice kind="wait">
      <p>{t("timeLaw.text")}</p>
      {keep.error && <Failure error={keep.error} />}
      <Button kind="quiet" busy={keep.isPending} onClick={() => keep.mutate()}>
        {t("timeLaw.keep")}
      </Button>
    </Notice>
  );
}
