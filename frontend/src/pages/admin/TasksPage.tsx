import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { api, body, data } from "../../api/client";
import { Button } from "../../design/Button";
import { PageHead } from "../../design/PageHead";
import { Pager } from "../../design/Pager";
import { Empty, Failure, Notice, QueryView } from "../../design/States";
import { DeadLetter } from "../../features/admin/DeadLetter";
import { Queues } from "../../features/admin/Queues";
import { useWords } from "../../i18n";

const LOOK_AGAIN_MS = 5_000;

/** What the workers have before them, and what they gave up. */
export default function TasksPage() {
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
                <ReplayAll />
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

function ReplayAll() {
  const { t, tn } = useWords();
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: () => data(api.POST("/v1/admin/tasks/replay", { body: {} })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["admin"] }),
  });
  return (
    <div className="row">
      <Button kind="quiet" busy={replay.isPending} onClick={() => replay.mutate()}>
        {t("admin.replayAll")}
      </Button>
      {replay.error && <Failure error={replay.error} />}
      {replay.data && <Notice kind="good">{tn("admin.replayed", replay.data.replayed)}</Notice>}
    </div>
  );
}
