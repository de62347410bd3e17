import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, body } from "../../api/client";
import type { Task } from "../../api/types";
import { Button } from "../../design/Button";
import { Failure } from "../../design/States";
import { useWords } from "../../i18n";
import { browserZone } from "../session/useSession";

export function DeadLetter({ task }: { task: Task }) {
  const { t, format } = useWords();
  const queries = useQueryClient();
  const path = { task_id: task.id };
  const settle = useMutation({
    mutationFn: (what: "replay" | "discard") =>
      what === "replay"
        ? body(api.POST("/v1/admin/tasks/{task_id}/replay", { params: { path } }))
        : body(
            api.POST("/v1/admin/tasks/{task_id}/discard", {
              params: { path },
              body: { reason: "discarded on the page" },
            }),
          ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["admin"] }),
  });
  return (
    <li className="sheet stack stack--small">
      <p className="row row--apart">
        <strong>{task.actor}</strong>
        <span className="soft small">
          {t("admin.attempts", { done: task.attempts, most: task.maxAttempts })} ·{" "}
          <time dateTime={task.createdAt}>{format.dateTime(task.createdAt, browserZone())}</time>
        </span>
      </p>
      <pre className="dead-letter" dir="ltr">
        {JSON.stringify(task.args)}
        {task.lastError && `\n${task.lastError}`}
      </pre>
      {settle.error && <Failure error={settle.error} />}
      <div className="row">
        <Button kind="quiet" busy={settle.isPending} onClick={() => settle.mutate("replay")}>
          {t("admin.replay")}
        </Button>
        <Button kind="danger" busy={settle.isPending} onClick={() => settle.mutate("discard")}>
          {t("admin.discard")}
        </Button>
      </div>
    </li>
  );
}
