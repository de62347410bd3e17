import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";

import { api, data } from "../api/client";
import { isProblem } from "../api/problem";
import { Button, LinkButton } from "../design/Button";
import { TextField } from "../design/Field";
import { PageHead } from "../design/PageHead";
import { Failure, Notice } from "../design/States";
import { useFieldErrors } from "../design/useProblemText";
import { secret, text } from "../features/forms";
import { RoleChoice, type Role } from "../features/session/RoleChoice";
import { browserZone, useSignIn } from "../features/session/useSession";
import { startPage, wayBack } from "../features/session/wayBack";
import { useWords } from "../i18n";

export default function RegisterPage() {
  const { t, language } = useWords();
  const [params] = useSearchParams();
  const [role, setRole] = useState<Role>(params.get("as") === "provider" ? "PROVIDER" : "CLIENT");
  const navigate = useNavigate();
  const signIn = useSignIn();
  const register = useMutation({
    mutationFn: async (form: FormData) => {
      const email = text(form, "email");
      const password = secret(form, "password");
      await data(
        api.POST("/v1/auth/register", {
          body: {
            email,
            password,
            firstName: text(form, "firstName"),
            lastName: text(form, "lastName"),
            role,
            timezone: browserZone(),
            locale: language,
          },
        }),
      );
      return signIn(email, password);
    },
    onSuccess: (me) => void navigate(wayBack(params) ?? startPage(me.role), { replace: true }),
  });
  const errorAt = useFieldErrors(register.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!register.isPending) register.mutate(new FormData(event.currentTarget));
  };

  // The address may have had an account already: its owner has mail, and we do not tell anybody else.
  if (isProblem(register.error, "WRONG_CREDENTIALS")) return <LookIntoYourMail />;
  return (
    <div className="narrow">
      <PageHead title={t("register.title")} text={t("register.text")} />
      <form className="form" onSubmit={submit}>
        {register.error && <Failure error={register.error} />}
        <RoleChoice role={role} choose={setRole} />
        <div className="form__row">
          <TextField
            label={t("field.firstName")}
            name="firstName"
            autoComplete="given-name"
            required
            maxLength={100}
            error={errorAt("firstName")}
          />
          <TextField
            label={t("field.lastName")}
            name="lastName"
            autoComplete="family-name"
            required
            maxLength={100}
            error={errorAt("lastName")}
          />
        </div>
        <TextField
          label={t("field.email")}
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          error={errorAt("email")}
        />
        <TextField
          label={t("field.password")}
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
          <Button type="submit" busy={register.isPending}>
            {t("register.submit")}
          </Button>
        </div>
      </form>
      <p className="after-form">
        {t("register.have")} <Link to={`/login?${params.toString()}`}>{t("action.logIn")}</Link>
      </p>
    </div>
  );
}

function LookIntoYourMail() {
  const { t } = useWords();
  return (
    <div className="narrow stack">
      <PageHead title={t("register.mailTitle")} />
      <Notice>{t("register.mailText")}</Notice>
      <LinkButton to="/login">{t("action.logIn")}</LinkButton>
    </div>
  );
}
