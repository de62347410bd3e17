import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";
import type { components } from "../../api/schema";
import type { Booking } from "../../api/types";
import { Button } from "../../design/Button";
import { Failure, Notice } from "../../design/States";
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
  const mine = swaps.data?.data.find(
    (swap) =>
      swap.bookingId === booking.id && swap.side === "PROPOSED" && swap.status === "PROPOSED",
  );
  if (mine) return <Proposed swap={mine} zone={zone} />;
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

type Swap = components["schemas"]["SwapOut"];

/** My own proposal, while it waits for an answer. */
function Proposed({ swap, zone }: { swap: Swap; zone: string }) {
  const { t, format } = useWords();
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () =>
      body(api.DELETE("/v1/swaps/{swap_id}", { params: { path: { swap_id: swap.id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["swaps"] }),
  });
  return (
    <Notice>
      <p>
        {t("swap.proposed", {
          when: format.dateTime(swap.gets, zone),
          until: format.dateTime(swap.expiresAt, zone),
        })}
      </p>
      {withdraw.error && <Failure error={withdraw.error} />}
      <div>
        <Button kind="quiet" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t("swap.withdraw")}
        </Button>
      </div>
    </Notice>
  );
}
