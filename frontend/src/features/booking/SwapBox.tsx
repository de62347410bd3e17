import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";
import type { Booking } from "../../api/types";
import { Button } from "../../design/Button";
import { Failure } from "../../design/States";
import { useWords } from "../../i18n";

/** Another client would like to have this time, and offers theirs. Nobody learns who. */
export function SwapBox({ booking, zone }: { booking: Booking; zone: string }) {
  const { t, format } = useWords();
  const queries = useQueryClient();
  const swaps = useQuery({
    queryKey: ["swaps"],
    queryFn: () => body(api.GET("/v1/swaps", { params: { query: { size: 50 } } })),
    enabled: booking.status === "CONFIRMED",
  });
  const asked = swaps.data?.data.find(
    (swap) => swap.bookingId === booking.id && swap.side === "ASKED" && swap.status === "PROPOSED",
  );
  const answer = useMutation({
    mutationFn: (yes: boolean) => {
      const params = { path: { swap_id: asked?.id ?? 0 } };
      return data(
        yes
          ? api.POST("/v1/swaps/{swap_id}/accept", { params })
          : api.POST("/v1/swaps/{swap_id}/decline", { params }),
      );
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["swaps"] }),
        queries.invalidateQueries({ queryKey: ["booking", booking.id] }),
        queries.invalidateQueries({ queryKey: ["bookings"] }),
      ]),
  });
  if (!asked) return null;
  return (
    <section className="pay-box" aria-label={t("swap.label")}>
      <div className="stack stack--small">
        <p>{t("swap.offer", { when: format.dateTime(asked.gets, zone) })}</p>
        <p className="small">{t("swap.stays")}</p>
        {answer.error && <Failure error={answer.error} />}
      </div>
      <div className="row">
        <Button busy={answer.isPending} onClick={() => answer.mutate(true)}>
          {t("swap.accept")}
        </Button>
        <Button kind="plain" busy={answer.isPending} onClick={() => answer.mutate(false)}>
          {t("swap.decline")}
        </Button>
      </div>
    </section>
  );
}
