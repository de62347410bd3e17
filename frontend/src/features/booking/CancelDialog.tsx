import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { api, data, ifMatch } from "../../api/client";
import type { Booking } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { TextArea } from "../../design/Field";
import { Failure, Notice } from "../../design/States";
import { useWords } from "../../i18n";
import { text } from "../forms";
import { costOfCancelling } from "../policy";
import { cancelSeries } from "../series/useSeries";
import { ScopeField, type Reach } from "./ScopeField";

interface CancelDialogProps {
  booking: Booking;
  mine: boolean;
  zone: string;
  close: () => void;
  /** Of a series: how much of it, where that is not asked. */
  scope?: Reach;
}

export function CancelDialog({ booking, mine, zone, close, scope: given }: CancelDialogProps) {
  const { t } = useWords();
  const [scope, setScope] = useState<Reach>(given ?? "ONE");
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: async (reason: string) => {
      if (scope === "ONE") await cancelOne(booking, reason);
      else await cancelSeries(booking, scope, reason);
    },
    onSuccess: close,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["booking"] }),
        queries.invalidateQueries({ queryKey: ["series"] }),
        queries.invalidateQueries({ queryKey: ["bookings"] }),
        queries.invalidateQueries({ queryKey: ["payments"] }),
      ]),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!cancel.isPending) cancel.mutate(text(new FormData(event.currentTarget), "reason"));
  };
  return (
    <Dialog title={t("cancel.title")} onClose={close}>
      <form className="form" onSubmit={submit}>
        {booking.seriesId !== null && !given && <ScopeField scope={scope} choose={setScope} />}
        {scope === "ONE" ? (
          <WhatItCosts booking={booking} mine={mine} zone={zone} />
        ) : (
          <p>{t("scope.eachByPolicy")}</p>
        )}
        {cancel.error && <Failure error={cancel.error} />}
        <TextArea
          label={t("cancel.reason")}
          hint={t("cancel.reasonHint")}
          name="reason"
          maxLength={500}
          rows={2}
        />
        <div className="form__actions">
          <Button type="submit" kind="danger" busy={cancel.isPending}>
            {t("cancel.submit")}
          </Button>
          <Button kind="plain" onClick={close}>
            {t("cancel.keep")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function cancelOne(booking: Booking, reason: string): Promise<Booking> {
  const params = { path: { booking_id: booking.id }, header: ifMatch(`"${booking.version}"`) };
  const body = { reason: reason || null };
  return data(api.POST("/v1/bookings/{booking_id}/cancel", { params, body }));
}

function WhatItCosts({ booking, mine, zone }: Omit<CancelDialogProps, "close" | "scope">) {
  const { t, format } = useWords();
  const paid = booking.amount > 0 && !booking.paymentRequired && booking.step !== "HELD";
  if (!paid) return <p>{t("cancel.nothingPaid")}</p>;
  const whole = format.money(booking.payNow, booking.currency);
  if (!mine) return <p>{t("cancel.provider", { amount: whole })}</p>;
  const cost = costOfCancelling(booking.cancellationPolicy, booking, new Date());
  if (cost.free) {
    return (
      <Notice kind="good">
        <p>{t("cancel.free", { amount: whole })}</p>
        {booking.cancellationPolicy.latePercent > 0 && (
          <p className="small">
            {t("cancel.freeUntil", { when: format.dateTime(cost.freeUntil, zone) })}
          </p>
        )}
      </Notice>
    );
  }
  const [kept, back] = [cost.kept, booking.payNow - cost.kept].map((part) =>
    format.money(part, booking.currency),
  );
  return <Notice kind="wait">{t("cancel.late", { kept: kept ?? "", back: back ?? "" })}</Notice>;
}
