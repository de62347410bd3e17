import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { api, body } from "../../api/client";
import type { Booking } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { TextArea } from "../../design/Field";
import { Failure } from "../../design/States";
import { useWords } from "../../i18n";
import { text } from "../forms";
import { useClientName } from "../people";
import { useWaiting } from "./useWork";

/** Requests that wait for my word; nothing is shown where there are none. */
export function Waiting({ zone }: { zone: string }) {
  const { t } = useWords();
  const waiting = useWaiting().data ?? [];
  if (waiting.length === 0) return null;
  return (
    <section className="notice notice--wait">
      <h2>{t("waiting.title")}</h2>
      <ul className="list">
        {waiting.map((booking) => (
          <Request key={booking.id} booking={booking} zone={zone} />
        ))}
      </ul>
    </section>
  );
}

function Request({ booking, zone }: { booking: Booking; zone: string }) {
  const { t, format } = useWords();
  const queries = useQueryClient();
  const client = useClientName(booking.clientId);
  const [declining, setDeclining] = useState(false);
  const answer = useMutation({
    mutationFn: (reason: string | null) => {
      const params = { path: { booking_id: booking.id } };
      return reason === null
        ? body(api.POST("/v1/bookings/{booking_id}/confirm", { params }))
        : body(
            api.POST("/v1/bookings/{booking_id}/decline", {
              params,
              body: { reason: reason || null },
            }),
          );
    },
    onSuccess: () => setDeclining(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ["bookings"] }),
  });
  const decline = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    answer.mutate(text(new FormData(event.currentTarget), "reason"));
  };
  return (
    <li className="request">
      <div>
        <p>
          <strong>{client}</strong> · {booking.offeringTitle}
        </p>
        <p>
          <time dateTime={booking.startTime}>{format.dateTime(booking.startTime, zone)}</time>
        </p>
        {booking.notes && <p className="prose">{booking.notes}</p>}
        {answer.error && !declining && <Failure error={answer.error} />}
      </div>
      <div className="row">
        <Button busy={answer.isPending} onClick={() => answer.mutate(null)}>
          {t("waiting.approve")}
        </Button>
        <Button kind="danger" onClick={() => setDeclining(true)}>
          {t("waiting.decline")}
        </Button>
      </div>
      {declining && (
        <Dialog
          title={t("waiting.declineTitle", { name: client })}
          onClose={() => setDeclining(false)}
        >
          <form className="form" onSubmit={decline}>
            {answer.error && <Failure error={answer.error} />}
            <TextArea
              label={t("waiting.reason")}
              hint={t("waiting.reasonHint")}
              name="reason"
              maxLength={500}
            />
            <div className="form__actions">
              <Button type="submit" kind="danger" busy={answer.isPending}>
                {t("waiting.decline")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </li>
  );
}
