import { Button } from "../../design/Button";
import { PageHead } from "../../design/PageHead";
import { Empty, Failure, Notice, QueryView } from "../../design/States";
import { PlanCards } from "../../features/work/plan/PlanCards";
import {
  useEndPlan,
  useMyPlan,
  usePlans,
  usePortal,
  useResumePlan,
  type MyPlan,
} from "../../features/work/plan/usePlan";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

const TONES = {
  OPEN: "wait",
  TRIAL: "good",
  ACTIVE: "good",
  PAST_DUE: "bad",
  ENDED: "wait",
} as const;

/** What the provider pays for the house, where the house asks for something. */
export default function PlanPage({ profile }: Room) {
  const { t } = useWords();
  const plans = usePlans();
  const mine = useMyPlan();
  return (
    <div className="stack stack--large">
      <PageHead title={t("work.plan")} text={t("plan.text")} />
      <QueryView query={mine}>
        {(own) => (
          <>
            {own.status && <Standing mine={own} zone={profile.timezone} />}
            <QueryView query={plans} cards={2}>
              {(found) =>
                found.length === 0 ? (
                  <Empty title={t("plan.none")} text={t("plan.noneText")} />
                ) : (
                  <PlanCards plans={found} mine={own} />
                )
              }
            </QueryView>
          </>
        )}
      </QueryView>
    </div>
  );
}

function Standing({ mine, zone }: { mine: MyPlan; zone: string }) {
  const { t, format } = useWords();
  const portal = usePortal();
  const end = useEndPlan();
  const resume = useResumePlan();
  const failed = portal.error ?? end.error ?? resume.error;
  if (!mine.status) return null;
  const running = mine.status === "TRIAL" || mine.status === "ACTIVE" || mine.status === "PAST_DUE";
  return (
    <Notice kind={TONES[mine.status]}>
      <p>
        <strong>{mine.planName}</strong> · {t(`plan.${mine.status}`)}
      </p>
      {mine.periodEnd && running && (
        <p>
          {t(mine.endsAtPeriodEnd ? "plan.endsOn" : "plan.paidUntil", {
            date: format.date(mine.periodEnd, zone),
          })}
        </p>
      )}
      {mine.lapsesAt && <p>{t("plan.lapses", { date: format.date(mine.lapsesAt, zone) })}</p>}
      {failed && <Failure error={failed} />}
      <div className="row">
        {mine.status !== "OPEN" && (
          <Button kind="quiet" busy={portal.isPending} onClick={() => portal.mutate(undefined)}>
            {t("plan.portal")}
          </Button>
        )}
        {running && !mine.endsAtPeriodEnd && (
          <Button kind="danger" busy={end.isPending} onClick={() => end.mutate(undefined)}>
            {t("plan.end")}
          </Button>
        )}
        {running && mine.endsAtPeriodEnd && (
          <Button kind="quiet" busy={resume.isPending} onClick={() => resume.mutate(undefined)}>
            {t("plan.resume")}
          </Button>
        )}
      </div>
    </Notice>
  );
}
