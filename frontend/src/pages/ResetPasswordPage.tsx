import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useLocation } from "react-router";

import { api, body } from "../api/client";
import { Button, LinkButton } from "../design/Button";
import { TextField } from "../design/Field";
import { PageHead } from "../design/PageHead";
import { Failure, Notice } from "../design/States";
import { useFieldErrors } from "../design/useProblemText";
import { secret } from "../features/forms";
import { mailedToken } from "../features/session/mailedToken";
import { useWords } from "../i18n";

export default function ResetPasswordPage() {
  const { t } = useWords();
  const [token] = useState(mailedToken(useLocation().hash));
  const reset = useMutation({
    mutationFn: (password: string) =>
      body(api.POST("/v1/auth/reset-password", { body: { token: token ?? "", password } })),
  });
  const errorAt = useFieldErrors(reset.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!reset.isPending) reset.mutate(secret(new FormData(event.currentTarget), "password"));
  };
  return (
    <div className="narrow stack">
      <PageHead title={t("reset.title")} />
      {!token && (
        <>
          <Notice kind="bad">{t("mailed.missing")}</Notice>
          <LinkButton to="/forgot-password">{t("forgot.title")}</LinkButton>
        </>
      )}
      {reset.isSuccess && (
        <>
          <Notice kind="good">{t("reset.done")}</Notice>
          <LinkButton to="/login">{t("action.logIn")}</LinkButton>
        </>
      )}
      {token && !reset.isSuccess && (
        <form className="form" onSubmit={submit}>
          {reset.error && <Failure error={reset.error} />}
          <TextField
            label={t("field.newPassword")}
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={8}
            maxLength={128}
            hint={t("field.passwordHint")}
            error={errorAt("password")}
          />
          <div className="form__actions">
            <Button type="submit" busy={reset.isPending}>
              {t("reset.submit")}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
