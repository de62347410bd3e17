import { useEffect, useRef } from "react";
import { useSearchParams } from "react-router";

import type { Me } from "../../api/types";
import { PageHead } from "../../design/PageHead";
import { Empty, Failure, Notice, QueryView } from "../../design/States";
import { Connect } from "../../features/calendars/Connect";
import { ConnectionCard } from "../../features/calendars/ConnectionCard";
import { Conflicts, EventWishes, Rules } from "../../features/calendars/Deciding";
import { Feeds } from "../../features/calendars/Feeds";
import { useConnections, useFinish } from "../../features/calendars/useCalendars";
import { useWords } from "../../i18n";

/** My other calendars: what stands there takes my time, and my bookings stand there. */
export default function CalendarsPage({ me }: { me: Me }) {
  const { t } = useWords();
  const connections = useConnections();
  const provider = me.role === "PROVIDER";
  return (
    <div className="reading stack stack--large">
      <PageHead
        title={t("account.calendars")}
        text={provider ? t("calendars.textProvider") : t("calendars.text")}
      />
      <ComeBack />
      {provider && <Conflicts zone={me.timezone} />}
      <EventWishes zone={me.timezone} />
      <QueryView query={connections} cards={1}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t("calendars.none")} text={t("calendars.noneText")} />
          ) : (
            <ul className="list">
              {found.map((one) => (
                <ConnectionCard
                  key={one.id}
                  connection={one}
                  provider={provider}
                  zone={me.timezone}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
      <Connect />
      <Rules />
      <Feeds zone={me.timezone} />
    </div>
  );
}

/** The company sent us back: what it gave is spent once, and the address is cleaned of it. */
function ComeBack() {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const finish = useFinish();
  const done = useRef(false);
  const state = params.get("state");
  useEffect(() => {
    if (!state || done.current) return;
    done.current = true;
    finish.mutate({ state, code: params.get("code") });
    setParams({}, { replace: true });
  }, [state, params, setParams, finish]);
  if (finish.error) return <Failure error={finish.error} />;
  if (params.has("error")) return <Notice kind="bad">{t("calendars.refused")}</Notice>;
  if (params.has("connection") || finish.isSuccess)
    return <Notice kind="good">{t("calendars.done")}</Notice>;
  return null;
}
