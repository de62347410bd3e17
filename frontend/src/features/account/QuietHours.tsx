import type { SubmitEvent } from "react";

import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure, Notice } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { text } from "../forms";
import { useChangeWishes, type Wishes } from "./useWishes";

export function QuietHours({ quiet }: { quiet: Wishes["quietHours"] }) {
  const { t } = useWords();
  const change = useChangeWishes();
  const errorAt = useFieldErrors(change.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change.mutate({ quietHours: { from: text(form, "from"), until: text(form, "until") } });
  };
  return (
    <form className="form sheet" key={`${quiet?.from}-${quiet?.until}`} onSubmit={submit}>
      <h2>{t("quiet.title")}</h2>
      <p className="soft">{t("quiet.text")}</p>
      {change.error && <Failure error={change.error} />}
      <div className="form__row">
        <TextField
          label={t("quiet.from")}
          name="from"
          type="time"
          required
          defaultValue={quiet?.from ?? "22:00"}
          error={errorAt("quietHours.from")}
        />
        <TextField
          label={t("quiet.until")}
          name="until"
          type="time"
          required
          defaultValue={quiet?.until ?? "07:00"}
          error={errorAt("quietHours.until")}
        />
      </div>
      <div className="form__actions">
        <Button type="submit" kind="quiet" busy={change.isPending}>
          {quiet ? t("action.save") : t("quiet.on")}
        </Button>
        {quiet && (
          <Button kind="plain" onClick={() => change.mutate({ quietHours: null })}>
            {t("quiet.off")}
          </Button>
        )}
        {change.isSuccess && <Notice kind="good">{t("state.saved")}</Notice>}
      </div>
    </form>
  );
}
