import { useMutation, useQuery } from "@tanstack/react-query";

import { api, data } from "../../api/client";
import { isProblem } from "../../api/problem";
import { Button } from "../../design/Button";
import { Failure, Notice, QueryView } from "../../design/States";
import { useWords } from "../../i18n";

const BACK = "/work/money";
const TONES = { READY: "good", BLOCKED: "bad", ASKED: "wait", PENDING: "wait" } as const;

/** Where a provider's money goes, and the way to the payment company's form. */
export function PayoutBox() {
  const { t } = useWords();
  const account = useQuery({
    queryKey: ["payouts", "account"],
    queryFn: () => data(api.GET("/v1/payouts/account")),
  });
  const begin = useMutation({
    mutationFn: () => data(api.POST("/v1/payouts/account", { body: { returnPath: BACK } })),
    onSuccess: ({ url }) => {
      if (url) window.location.assign(url);
      else void account.refetch();
    },
  });
  return (
    <section className="sheet stack">
      <h2>{t("payouts.title")}</h2>
      <p className="soft">{t("payouts.text")}</p>
      {begin.error && <Failure error={begin.error} />}
      {isProblem(account.error, "PAYOUTS_NOT_OFFERED") ? (
        <p>{t("payouts.elsewhere")}</p>
      ) : (
        <QueryView query={account}>
          {({ status }) => (
            <>
              {status && (
                <Notice kind={TONES[status]}>
                  <p>{t(`payouts.${status}`)}</p>
                </Notice>
              )}
              {status !== "READY" && (
                <div>
                  <Button busy={begin.isPending} onClick={() => begin.mutate()}>
                    {status ? t("payouts.goOn") : t("payouts.begin")}
                  </Button>
                </div>
              )}
            </>
          )}
        </QueryView>
      )}
    </section>
  );
}
