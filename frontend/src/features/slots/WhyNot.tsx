import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { api, data } from "../../api/client";
import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure } from "../../design/States";
import { useWords } from "../../i18n";
import { text } from "../forms";
import { instantOf } from "../wallTime";
import type { Wanted } from "./useSlots";

/** A time that is missing from the list has a reason, and the API knows it. */
export function WhyNot({ wanted }: { wanted: Wanted }) {
  const { t, has } = useWords();
  const [open, setOpen] = useState(false);
  const ask = useMutation({
    mutationFn: (wall: string) =>
      data(
        api.GET("/v1/providers/{provider_id}/slots/explain", {
          params: {
            path: { provider_id: wanted.providerId },
            query: {
              offeringId: wanted.offeringId,
              durationMinutes: wanted.minutes,
              link: wanted.link,
              at: instantOf(wall, wanted.zone),
            },
          },
        }),
      ),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask.mutate(text(new FormData(event.currentTarget), "at"));
  };
  const reasons = (ask.data?.reasons ?? []).map((reason) => {
    const key = `why.${reason}`;
    return has(key) ? t(key) : reason;
  });
  return (
    <details className="why" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("why.ask")}</summary>
      {open && (
        <form className="why__form" onSubmit={submit}>
          <TextField label={t("why.at")} name="at" type="datetime-local" required />
          <Button type="submit" kind="quiet" busy={ask.isPending}>
            {t("why.submit")}
          </Button>
          <div className="why__answer" role="status">
            {ask.data?.offered && <p>{t("why.offered")}</p>}
            {reasons.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </div>
          {ask.error && <Failure error={ask.error} />}
        </form>
      )}
    </details>
  );
}
