import { useMutation } from "@tanstack/react-query";
import type { SubmitEvent } from "react";

import { api, data } from "../../../api/client";
import { Button } from "../../../design/Button";
import { Dialog } from "../../../design/Dialog";
import { TextField } from "../../../design/Field";
import { Failure, Notice } from "../../../design/States";
import { useFieldErrors } from "../../../design/useProblemText";
import { useWords } from "../../../i18n";
import { text } from "../../forms";
import { instantOf } from "../../wallTime";
import { useWorkChanged } from "../useWork";

interface BlockDialogProps {
  providerId: number;
  zone: string;
  /** Wall times such as 2026-11-27T14:00. */
  from: string;
  until: string;
  close: () => void;
}

export function BlockDialog({ providerId, zone, from, until, close }: BlockDialogProps) {
  const { t, tn } = useWords();
  const changed = useWorkChanged();
  const block = useMutation({
    mutationFn: (form: FormData) =>
      data(
        api.POST("/v1/providers/{provider_id}/time-off", {
          params: { path: { provider_id: providerId } },
          body: {
            startTime: instantOf(text(form, "startTime"), zone),
            endTime: instantOf(text(form, "endTime"), zone),
            note: text(form, "note"),
          },
        }),
      ),
    onSuccess: async (made) => {
      await changed();
      if (made.bookings.length === 0) close();
    },
  });
  const errorAt = useFieldErrors(block.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!block.isPending) block.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={t("agenda.blockTitle")} onClose={close}>
      {block.data ? (
        <Notice kind="wait">{tn("hours.conflicts", block.data.bookings.length)}</Notice>
      ) : (
        <form className="form" onSubmit={submit}>
          {block.error && <Failure error={block.error} />}
          <div className="form__row">
            <TextField
              label={t("timeOff.from")}
              name="startTime"
              type="datetime-local"
              required
              defaultValue={from}
              error={errorAt("startTime")}
            />
            <TextField
              label={t("timeOff.until")}
              name="endTime"
              type="datetime-local"
              required
              defaultValue={until}
              error={errorAt("endTime")}
            />
          </div>
          <TextField
            label={t("timeOff.note")}
            hint={t("timeOff.noteHint")}
            name="note"
            maxLength={500}
            error={errorAt("note")}
          />
          <div className="form__actions">
            <Button type="submit" busy={block.isPending}>
              {t("agenda.block")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
