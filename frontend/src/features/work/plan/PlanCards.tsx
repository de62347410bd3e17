import { useState } from "react";

import { Button } from "../../../design/Button";
import { Dialog } from "../../../design/Dialog";
import { Failure, QueryView } from "../../../design/States";
import { useWords } from "../../../i18n";
import { useChangePlan, useChoosePlan, usePreview, type MyPlan, type Plan } from "./usePlan";

interface PlanCardsProps {
  plans: readonly Plan[];
  mine: MyPlan;
}

/** What can be chosen. Who has a plan changes it at once, and sees before what that costs. */
export function PlanCards({ plans, mine }: PlanCardsProps) {
  const { t, tn } = useWords();
  const price = usePriceOf();
  const choose = useChoosePlan();
  const [changing, setChanging] = useState<Plan | null>(null);
  const running = mine.status === "ACTIVE" || mine.status === "TRIAL" || mine.status === "PAST_DUE";
  return (
    <>
      {choose.error && <Failure error={choose.error} />}
      <ul className="plans">
        {plans.map((plan) => {
          const own = running && plan.code === mine.planCode;
          return (
            <li key={plan.id} className="sheet stack" aria-current={own || undefined}>
              <h2 className="card-title">{plan.name}</h2>
              <p className="plans__price">{price(plan)}</p>
              {plan.description && <p className="prose soft">{plan.description}</p>}
              {plan.trialDays > 0 && !running && <p>{tn("plan.trial", plan.trialDays)}</p>}
              {own ? (
                <p className="chip chip--good">{t("plan.yours")}</p>
              ) : (
                <div>
                  <Button
                    kind={running ? "quiet" : "primary"}
                    busy={choose.isPending && choose.variables === plan.code}
                    aria-label={t("plan.chooseNamed", { name: plan.name })}
                    onClick={() => (running ? setChanging(plan) : choose.mutate(plan.code))}
                  >
                    {running ? t("plan.change") : t("plan.choose")}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {changing && <ChangeDialog plan={changing} close={() => setChanging(null)} />}
    </>
  );
}

function usePriceOf(): (plan: Plan) => string {
  const { t, format } = useWords();
  return (plan) => t(`plan.${plan.interval}`, { price: format.money(plan.price, plan.currency) });
}

function ChangeDialog({ plan, close }: { plan: Plan; close: () => void }) {
  const { t, format } = useWords();
  const price = usePriceOf();
  const preview = usePreview(plan.code);
  const change = useChangePlan();
  return (
    <Dialog title={t("plan.changeTo", { name: plan.name })} onClose={close}>
      <div className="stack">
        <p>{price(plan)}</p>
        <QueryView query={preview}>
          {({ dueNow, currency }) => (
            <p>
              {dueNow > 0
                ? t("plan.dueNow", { amount: format.money(dueNow, currency) })
                : t("plan.nothingDue")}
            </p>
          )}
        </QueryView>
        {change.error && <Failure error={change.error} />}
        <div className="form__actions">
          <Button
            busy={change.isPending}
            onClick={() => change.mutate(plan.code, { onSuccess: close })}
          >
            {t("plan.change")}
          </Button>
          <Button kind="plain" onClick={close}>
            {t("plan.keep")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
