import { useMutation } from "@tanstack/react-query";
import type { SubmitEvent } from "react";

import { api, data } from "../api/client";
import { Button } from "../design/Button";
import { TextField } from "../design/Field";
import { PageHead } from "../design/PageHead";
import { Failure, Notice } from "../design/States";
import { useFieldErrors } from "../design/useProblemText";
import { text } from "../features/forms";
import { useWords } from "../i18n";

export default function ForgotPasswordPage() {
  const { t } = useWords();
  const ask = useMutation({
    mutationFn: (email: string) => data(api.POST("/v1/auth/forgot-password", { body: { email } })),
  });
  const errorAt = useFieldErrors(ask.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!ask.isPending) ask.mutate(text(new FormData(event.currentTarget), "email"));
  };
  return (
    <div className="narrow stack">
      <PageHead title={t("forgot.title")} text={t("forgot.text")} />
      {ask.isSuccess ? (
        <Notice kind="good">{t("forgot.sent")}</Notice>
      ) : (
        <form className="form" onSubmit={submit}>
          {ask.error && <Failure error={ask.error} />}
          <TextField
            label={t("field.email")}
            name="email"
            type="email"
            autoComplete="username"
            required
            error={errorAt("email")}
          />
          <div className="form__actions">
            <Button type="submit" busy={ask.isPending}>
              {t("forgot.submit")}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
