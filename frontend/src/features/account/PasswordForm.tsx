import { useMutation } from "@tanstack/react-query";
import { useRef, type SubmitEvent } from "react";

import { api, body } from "../../api/client";
import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure, Notice } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { secret } from "../forms";

export function PasswordForm() {
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: (typed: FormData) =>
      body(
        api.PUT("/v1/users/me/password", {
          body: {
            currentPassword: secret(typed, "currentPassword"),
            newPassword: secret(typed, "newPassword"),
          },
        }),
      ),
    onSuccess: () => form.current?.reset(),
  });
  const errorAt = useFieldErrors(change.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!change.isPending) change.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="form sheet" ref={form} onSubmit={submit}>
      <h2>{t("account.password")}</h2>
      {change.error && <Failure error={change.error} />}
      <TextField
        label={t("field.currentPassword")}
        name="currentPassword"
        type="password"
        autoComplete="current-password"
        required
        error={errorAt("currentPassword")}
      />
      <TextField
        label={t("field.newPassword")}
        name="newPassword"
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
        maxLength={128}
        hint={t("field.passwordHint")}
        error={errorAt("newPassword")}
      />
      <div className="form__actions">
        <Button type="submit" kind="quiet" busy={change.isPending}>
          {t("account.passwordSubmit")}
        </Button>
        {change.isSuccess && <Notice kind="good">{t("account.passwordDone")}</Notice>}
      </div>
    </form>
  );
}
