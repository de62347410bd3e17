import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { api, body } from "../../api/client";
import type { Review } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { TextArea } from "../../design/Field";
import { Failure, Notice } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { text } from "../forms";

const LONGEST = 1000;

/** Under a review of mine: answer it in public, or tell the house that it should not stand. */
export function Answering({ review, providerId }: { review: Review; providerId: number }) {
  const { t } = useWords();
  const [doing, setDoing] = useState<"reply" | "report" | null>(null);
  const [reported, setReported] = useState(false);
  const close = () => setDoing(null);
  return (
    <div className="row">
      <Button kind="plain" onClick={() => setDoing("reply")}>
        {review.reply ? t("answering.change") : t("answering.reply")}
      </Button>
      <Button kind="plain" onClick={() => setDoing("report")}>
        {t("answering.report")}
      </Button>
      {reported && <Notice kind="good">{t("answering.reported")}</Notice>}
      {doing === "reply" && <ReplyDialog review={review} providerId={providerId} close={close} />}
      {doing === "report" && (
        <ReportDialog review={review} done={() => setReported(true)} close={close} />
      )}
    </div>
  );
}

interface ReplyDialogProps {
  review: Review;
  providerId: number;
  close: () => void;
}

function ReplyDialog({ review, providerId, close }: ReplyDialogProps) {
  const { t } = useWords();
  const queries = useQueryClient();
  const reply = useMutation({
    mutationFn: (words: string | null) =>
      body(
        api.PUT("/v1/reviews/{review_id}/reply", {
          params: { path: { review_id: review.id } },
          body: { reply: words },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["reviews", providerId] });
      close();
    },
  });
  const errorAt = useFieldErrors(reply.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    reply.mutate(text(new FormData(event.currentTarget), "reply"));
  };
  return (
    <Dialog title={t("answering.reply")} onClose={close}>
      <form className="form" onSubmit={submit}>
        {reply.error && <Failure error={reply.error} />}
        <TextArea
          label={t("answering.words")}
          hint={t("answering.public")}
          name="reply"
          required
          maxLength={LONGEST}
          rows={4}
          defaultValue={review.reply ?? ""}
          error={errorAt("reply")}
        />
        <div className="form__actions">
          <Button type="submit" busy={reply.isPending}>
            {t("answering.send")}
          </Button>
          {review.reply && (
            <Button kind="danger" busy={reply.isPending} onClick={() => reply.mutate(null)}>
              {t("answering.takeBack")}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

interface ReportDialogProps {
  review: Review;
  done: () => void;
  close: () => void;
}

function ReportDialog({ review, done, close }: ReportDialogProps) {
  const { t } = useWords();
  const report = useMutation({
    mutationFn: (reason: string) =>
      body(
        api.POST("/v1/reviews/{review_id}/reports", {
          params: { path: { review_id: review.id } },
          body: { reason },
        }),
      ),
    onSuccess: () => {
      done();
      close();
    },
  });
  const errorAt = useFieldErrors(report.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    report.mutate(text(new FormData(event.currentTarget), "reason"));
  };
  return (
    <Dialog title={t("answering.report")} onClose={close}>
      <form className="form" onSubmit={submit}>
        {report.error && <Failure error={report.error} />}
        <TextArea
          label={t("answering.reason")}
          hint={t("answering.reasonHint")}
          name="reason"
          required
          maxLength={500}
          error={errorAt("reason")}
        />
        <div className="form__actions">
          <Button type="submit" busy={report.isPending}>
            {t("answering.report")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
