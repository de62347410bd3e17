import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { Link } from "react-router";

import { api, body, data } from "../../api/client";
import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure, Notice, QueryView } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { text } from "../forms";

const KEY = ["contacts"];

/** Text messages go to a number that was proven, and stop where somebody answered STOP. */
export function PhoneBox() {
  const { t } = useWords();
  const contacts = useQuery({
    queryKey: KEY,
    queryFn: () => data(api.GET("/v1/users/me/contacts")),
  });
  return (
    <section className="sheet stack">
      <h2>{t("phone.title")}</h2>
      <QueryView query={contacts}>
        {({ phone, email }) => (
          <>
            {email.blocked && <Notice kind="bad">{t(`contact.${email.blocked}`)}</Notice>}
            {phone === null ? (
              <p>
                {t("phone.none")} <Link to="/account">{t("account.you")}</Link>
              </p>
            ) : phone.blocked ? (
              <Notice kind="wait">{t(`contact.${phone.blocked}`)}</Notice>
            ) : phone.verified ? (
              <p>{t("phone.proven")}</p>
            ) : (
              <Prove />
            )}
          </>
        )}
      </QueryView>
    </section>
  );
}

function Prove() {
  const { t } = useWords();
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: () => data(api.POST("/v1/users/me/phone-verification")),
  });
  const prove = useMutation({
    mutationFn: (code: string) =>
      body(api.POST("/v1/users/me/phone-verification/code", { body: { code } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const errorAt = useFieldErrors(prove.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    prove.mutate(text(new FormData(event.currentTarget), "code"));
  };
  if (!ask.isSuccess) {
    return (
      <>
        <p>{t("phone.unproven")}</p>
        {ask.error && <Failure error={ask.error} />}
        <div>
          <Button kind="quiet" busy={ask.isPending} onClick={() => ask.mutate()}>
            {t("phone.ask")}
          </Button>
        </div>
      </>
    );
  }
  return (
    <form className="form" onSubmit={submit}>
      {prove.error && <Failure error={prove.error} />}
      <TextField
        label={t("phone.code")}
        name="code"
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        error={errorAt("code")}
      />
      <div className="form__actions">
        <Button type="submit" busy={prove.isPending}>
          {t("phone.prove")}
        </Button>
        <Button kind="plain" busy={ask.isPending} onClick={() => ask.mutate()}>
          {t("phone.again")}
        </Button>
      </div>
    </form>
  );
}
