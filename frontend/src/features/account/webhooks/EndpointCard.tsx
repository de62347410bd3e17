import { useState } from "react";

import { Button } from "../../../design/Button";
import { Failure, Notice, QueryView } from "../../../design/States";
import { useWords } from "../../../i18n";
import { useZone } from "../../session/useSession";
import { Secret } from "./Endpoints";
import {
  useDeliveries,
  useEndpointDeed,
  useReplay,
  type Delivery,
  type Endpoint,
} from "./useWebhooks";

const TONES = {
  OWED: "chip--wait",
  HELD: "chip--wait",
  DELIVERED: "chip--good",
  FAILED: "chip--bad",
} as const;

export function EndpointCard({ endpoint }: { endpoint: Endpoint }) {
  const { t, format } = useWords();
  const zone = useZone();
  const act = useEndpointDeed(endpoint.id);
  const [log, setLog] = useState(false);
  const active = endpoint.status === "ACTIVE";
  return (
    <li className="sheet stack">
      <p className="row row--apart">
        <code className="secret" dir="ltr">
          {endpoint.url}
        </code>
        <span className={active ? "chip chip--good" : "chip chip--wait"}>
          {t(`hooks.${endpoint.status}`)}
        </span>
      </p>
      {endpoint.description && <p className="soft">{endpoint.description}</p>}
      {endpoint.failingSince && (
        <Notice kind="bad">
          {t("hooks.failing", { since: format.dateTime(endpoint.failingSince, zone) })}
        </Notice>
      )}
      {act.data && <Secret secret={act.data} />}
      {act.error && <Failure error={act.error} />}
      <div className="row">
        <Button kind="quiet" busy={act.isPending} onClick={() => act.mutate("test")}>
          {t("hooks.test")}
        </Button>
        <Button kind="quiet" onClick={() => act.mutate(active ? "pause" : "resume")}>
          {active ? t("hooks.pause") : t("hooks.resume")}
        </Button>
        <Button kind="quiet" onClick={() => act.mutate("secret")}>
          {t("hooks.newSecret")}
        </Button>
        <Button kind="danger" onClick={() => act.mutate("remove")}>
          {t("hooks.remove")}
        </Button>
      </div>
      <details className="details" onToggle={(event) => setLog(event.currentTarget.open)}>
        <summary>{t("hooks.log")}</summary>
        {log && <Log endpointId={endpoint.id} />}
      </details>
    </li>
  );
}

function Log({ endpointId }: { endpointId: number }) {
  const { t } = useWords();
  const [page, setPage] = useState(1);
  const deliveries = useDeliveries(endpointId, page);
  return (
    <QueryView query={deliveries}>
      {(answer) =>
        answer.data.length === 0 ? (
          <p className="soft">{t("hooks.noLog")}</p>
        ) : (
          <>
            <ul>
              {answer.data.map((delivery) => (
                <LogRow key={delivery.id} delivery={delivery} endpointId={endpointId} />
              ))}
            </ul>
            {answer.pagination.totalPages > page && (
              <Button kind="plain" onClick={() => setPage(page + 1)}>
                {t("pager.next")}
              </Button>
            )}
          </>
        )
      }
    </QueryView>
  );
}

function LogRow({ delivery, endpointId }: { delivery: Delivery; endpointId: number }) {
  const { t, tn, format } = useWords();
  const zone = useZone();
  const replay = useReplay(endpointId);
  return (
    <li className="row row--apart line">
      <span>
        <code dir="ltr">{delivery.type}</code>{" "}
        <span className={`chip ${TONES[delivery.status]}`}>{t(`hooks.${delivery.status}`)}</span>
        <br />
        <span className="soft small">
          {format.dateTime(delivery.createdAt, zone)} · {tn("hooks.tries", delivery.attempts)}
        </span>
      </span>
      <Button kind="plain" busy={replay.isPending} onClick={() => replay.mutate(delivery.id)}>
        {t("hooks.replay")}
      </Button>
    </li>
  );
}
