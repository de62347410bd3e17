import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, body } from "../../api/client";
import type { Me } from "../../api/types";
import { Button } from "../../design/Button";
import { PageHead } from "../../design/PageHead";
import { Failure, Notice } from "../../design/States";
import { DataExport } from "../../features/account/DataExport";
import { DeleteAccount } from "../../features/account/DeleteAccount";
import { PasswordForm } from "../../features/account/PasswordForm";
import { ProfileForm } from "../../features/account/ProfileForm";
import { useWords } from "../../i18n";

export default function YouPage({ me }: { me: Me }) {
  const { t } = useWords();
  return (
    <div className="reading stack stack--large">
      <PageHead title={t("account.title")} text={me.email} />
      {!me.emailVerified && <Unverified />}
      <ProfileForm me={me} />
      <PasswordForm />
      <DataExport />
      <DeleteAccount />
    </div>
  );
}

function Unverified() {
  const { t } = useWords();
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: () => body(api.POST("/v1/users/me/verification")),
    onError: () => queries.invalidateQueries({ queryKey: ["me"] }),
  });
  if (ask.isSuccess) return <Notice kind="good">{t("account.mailSent")}</Notice>;
  return (
    <Notice kind="wait">
      <p>{t("account.unverified")}</p>
      {ask.error && <Failure error={ask.error} />}
      <div>
        <Button kind="quiet" busy={ask.isPending} onClick={() => ask.mutate()}>
          {t("account.sendMail")}
        </Button>
      </div>
    </Notice>
  );
}
