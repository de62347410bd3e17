import { useQuery } from "@tanstack/react-query";

import { api, body } from "../../api/client";
import type { Booking, Payment } from "../../api/types";
import { useWords } from "../../i18n";
import { isOver } from "./standing";

const LATELY = 100;
const LOOK_AGAIN_MS = 3_000;

/** After a booking that ended: what became of the money. */
export function RefundNote({ booking }: { booking: Booking }) {
  const { t, format } = useWords();
  const ended = isOver(booking) && booking.status !== "COMPLETED" && booking.amount > 0;
  const payment = useQuery({
    queryKey: ["payments", booking.id],
    queryFn: async () => {
      const query = { size: LATELY };
      const history = await body(api.GET("/v1/payments/history", { params: { query } }));
      return history.data.find((one) => one.bookingId === booking.id) ?? null;
    },
    enabled: ended,
    refetchInterval: (query) => (underWay(query.state.data) ? LOOK_AGAIN_MS : false),
  }).data;
  if (!ended || !payment) return null;
  const amount = format.money(payment.refundedAmount, payment.currency);
  const said = underWay(payment)
    ? t("refund.underWay")
    : payment.refundedAmount > 0
      ? t("refund.done", { amount })
      : t("refund.nothing");
  return (
    <span className="soft small refund" role="status">
      {said}
    </span>
  );
}

function underWay(payment: Payment | null | undefined): boolean {
  if (!payment) return false;
  const owed = payment.refunds.some((one) => one.status === "OWED" || one.status === "PENDING");
  return owed || ["OPEN", "PROCESSING", "AUTHORIZED"].includes(payment.status);
}
