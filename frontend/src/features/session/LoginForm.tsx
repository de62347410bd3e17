import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { Link } from "react-router";

import { isProblem } from "../../api/problem";
import type { Me } from "../../api/types";
import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { secret, text } from "../forms";
import { useSignIn } from "./useSession";

export function LoginForm({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { t } = useWords();
  const signIn = useSignIn();
  const attempt = useMutation({
    mutationFn: (form: FormData) =>
      signIn(text(form, "email"), secret(form, "password"), text(form, "code") || undefined),
    onSuccess: onSignedIn,
  });
  const errorAt = useFieldErrors(attempt.error);
  const [second, setSecond] = useState(false);
  const asked = isProblem(attempt.error, "TWO_FACTOR_REQUIRED");
  if (asked && !second) setSecond(true);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!attempt.isPending) attempt.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="form" onSubmit={submit}>
      {attempt.error && !asked && <Failure error={attempt.error} />}
      <TextField
        label={t("field.email")}
        name="email"
        type="email"
        autoComplete="username"
        required
        error={errorAt("email")}
      />
      <TextField
        label={t("field.password")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={errorAt("password")}
      />
      {second && (
        <TextField
          label={t("login.code")}
          hint={t("login.codeHint")}
          name="code"
          required
          autoComplete="one-time-code"
          maxLength={20}
          error={errorAt("code")}
        />
      )}
      <div className="form__actions">
        <Button type="submit" busy={attempt.isPending}>
          {t("action.logIn")}
        </Button>
        <Link to="/forgot-password">{t("login.forgot")}</Link>
      </div>
    </form>
  );
}
