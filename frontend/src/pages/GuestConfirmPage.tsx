import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useNavigate } from "react-router";

import { api, data } from "../api/client";
import { Button } from "../design/Button";
import { PageHead } from "../design/PageHead";
import { Failure, Notice } from "../design/States";
import { mailedToken } from "../features/session/mailedToken";
import { useWords } from "../i18n";

/** A press, not the visit, spends the link: mail programs open links to look at them. */
export default function GuestConfirmPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [token] = useState(mailedToken(useLocation().hash));
  const confirm = useMutation({
    mutationFn: () =>
      data(api.POST("/v1/guest-bookings/confirm", { body: { token: token ?? "" } })),
    onSuccess: (booking) =>
      navigate(`/guest/bookings/${booking.id}#token=${booking.token}`, { replace: true }),
  });
  return (
    <div className="narrow stack">
      <PageHead title={t("guest.confirmTitle")} text={t("guest.confirmText")} />
      {!token && <Notice kind="bad">{t("mailed.missing")}</Notice>}
      {confirm.error && <Failure error={confirm.error} />}
      {token && (
        <div>
          <Button busy={confirm.isPending} onClick={() => confirm.mutate()}>
            {t("guest.confirm")}
          </Button>
        </div>
      )}
    </div>
  );
}
