import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SubmitEvent } from "react";

import { api, data } from "../../api/client";
import type { Booking } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { TextField } from "../../design/Field";
import { Failure, Notice } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { text } from "../forms";
import { instantOf } from "../wallTime";

interface SwapDialogProps {
  booking: Booking;
  zone: string;
  close: () => void;
}

/** Somebody else has the time that I would like: they are asked, and nobody learns who. */
export function SwapDialog({ booking, zone, close }: SwapDialogProps) {
  const { t, format } = useWords();
  const queries = useQueryClient();
  const propose = useMutation({
    mutationFn: (wall: string) =>
      data(
        api.POST("/v1/bookings/{booking_id}/swaps", {
          params: { path: { booking_id: booking.id } },
          body: { startTime: instantOf(wall, zone) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["swaps"] }),
  });
  const errorAt = useFieldErrors(propose.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!propose.isPending) propose.mutate(text(new FormData(event.currentTarget), "startTime"));
  };
  return (
    <Dialog title={t("propose.title")} onClose={close}>
      {propose.isSuccess ? (
        <Notice kind="good">
          {t("propose.done", { when: format.dateTime(propose.data.expiresAt, zone) })}
        </Notice>
      ) : (
        <form className="form" onSubmit={submit}>
          <p className="soft">{t("propose.text")}</p>
          {propose.error && <Failure error={propose.error} />}
          <TextField
            label={t("propose.when")}
            hint={t("slots.zone", { zone })}
            name="startTime"
            type="datetime-local"
            required
            error={errorAt("startTime")}
          />
          <div className="form__actions">
            <Button type="submit" busy={propose.isPending}>
              {t("propose.submit")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
