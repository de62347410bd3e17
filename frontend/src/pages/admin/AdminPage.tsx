import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { api, body, data } from "../../api/client";
import { PageHead } from "../../design/PageHead";
import { Pager } from "../../design/Pager";
import { Empty, QueryView } from "../../design/States";
import { DeadLetter } from "../../features/admin/DeadLetter";
import { Queues } from "../../features/admin/Queues";
import { Gate } from "../../features/session/Gate";
import { useWords } from "../../i18n";

const LOOK_AGAIN_MS = 5_000;

export default function AdminPage() {
  return <Gate role="ADMIN">{() => <Admin />}</Gate>;
}

function Admin() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const page = Math.max(1, Number(params.get("page")) || 1);
  const queues = useQuery({
    queryKey: ["admin", "queues"],
    queryFn: () => data(api.GET("/v1/admin/tasks/top")),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const dead = useQuery({
    queryKey: ["admin", "dead", page],
    queryFn: () => body(api.GET("/v1/admin/tasks", { params: { query: { state: "dead", page } } })),
  });
  return (
    <div className="stack stack--large">
      <PageHead title={t("admin.title")} text={t("admin.text")} />
      <section className="stack">
        <h2>{t("admin.queues")}</h2>
        <QueryView query={queues}>{(found) => <Queues queues={found} />}</QueryView>
      </section>
      <section className="stack">
        <h2>{t("admin.dead")}</h2>
        <QueryView query={dead}>
          {(answer) =>
            answer.data.length === 0 ? (
              <Empty title={t("admin.noDead")} text={t("admin.noDeadText")} />
            ) : (
              <>
                <ul className="list">
                  {answer.data.map((task) => (
                    <DeadLetter key={task.id} task={task} />
                  ))}
                </ul>
                <Pager pagination={answer.pagination} />
              </>
            )
          }
        </QueryView>
      </section>
    </div>
  );
}
