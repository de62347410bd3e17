import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";

import { api, body } from "../../api/client";
import { forget } from "../../api/session";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Failure } from "../../design/States";
import { useWords } from "../../i18n";

export function DeleteAccount() {
  const { t } = useWords();
  const [sure, setSure] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: () => body(api.DELETE("/v1/users/me")),
    onSuccess: async () => {
      await navigate("/");
      forget();
      queries.clear();
    },
  });
  return (
    <section className="sheet stack">
      <h2>{t("account.delete")}</h2>
      <p>{t("account.deleteText")}</p>
      <div>
        <Button kind="danger" onClick={() => setSure(true)}>
          {t("account.delete")}
        </Button>
      </div>
      {sure && (
        <Dialog title={t("account.deleteSure")} onClose={() => setSure(false)}>
          <div className="stack">
            <p>{t("account.deleteSureText")}</p>
            {leave.error && <Failure error={leave.error} />}
            <div className="form__actions">
              <Button kind="danger" busy={leave.isPending} onClick={() => leave.mutate()}>
                {t("account.delete")}
              </Button>
              <Button kind="plain" onClick={() => setSure(false)}>
                {t("account.deleteKeep")}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </section>
  );
}
