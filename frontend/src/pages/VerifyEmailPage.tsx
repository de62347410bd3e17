import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "react-router";

import { api, body } from "../api/client";
import { Button, LinkButton } from "../design/Button";
import { PageHead } from "../design/PageHead";
import { Failure, Notice } from "../design/States";
import { mailedToken } from "../features/session/mailedToken";
import { useWords } from "../i18n";

/** A press, not the visit, spends the link: mail programs open links to look at them. */
export default function VerifyEmailPage() {
  const { t } = useWords();
  const queries = useQueryClient();
  const [token] = useState(mailedToken(useLocation().hash));
  const verify = useMutation({
    mutationFn: () => body(api.POST("/v1/auth/verify-email", { body: { token: token ?? "" } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["me"] }),
  });
  return (
    <div className="narrow stack">
      <PageHead title={t("verify.title")} text={verify.isSuccess ? undefined : t("verify.text")} />
      {!token && <Notice kind="bad">{t("mailed.missing")}</Notice>}
      {verify.error && <Failure error={verify.error} />}
      {verify.isSuccess ? (
        <>
          <Notice kind="good">{t("verify.done")}</Notice>
          <LinkButton to="/">{t("action.home")}</LinkButton>
        </>
      ) : (
        token && (
          <div>
            <Button busy={verify.isPending} onClick={() => verify.mutate()}>
              {t("verify.submit")}
            </Button>
          </div>
        )
      )}
    </div>
  );
}
