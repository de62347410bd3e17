import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { api, body } from "../../api/client";
import { TextField } from "../../design/Field";
import { PageHead } from "../../design/PageHead";
import { Pager } from "../../design/Pager";
import { Empty, QueryView } from "../../design/States";
import { browserZone } from "../../features/session/useSession";
import { useWords } from "../../i18n";

/** Who did what, the newest first. The command `audit verify` tells whether a row was changed. */
export default function AuditPage() {
  const { t, format } = useWords();
  const [params, setParams] = useSearchParams();
  const action = params.get("action")?.trim().slice(0, 60) ?? "";
  const actor = Number(params.get("actorId")) || undefined;
  const page = Math.max(1, Number(params.get("page")) || 1);
  const events = useQuery({
    queryKey: ["admin", "audit", action, actor, page],
    queryFn: () => {
      const query = { page, ...(action ? { action } : {}), ...(actor ? { actorId: actor } : {}) };
      return body(api.GET("/v1/admin/audit", { params: { query } }));
    },
    placeholderData: keepPreviousData,
  });
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    next.delete("page");
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: true });
  };
  return (
    <div className="stack">
      <PageHead title={t("audit.title")} text={t("audit.text")} />
      <div className="form__row">
        <TextField
          label={t("audit.action")}
          name="action"
          maxLength={60}
          defaultValue={action}
          onChange={(event) => choose("action", event.target.value.trim())}
        />
        <TextField
          label={t("audit.actor")}
          name="actorId"
          type="number"
          min={1}
          defaultValue={actor}
          onChange={(event) => choose("actorId", event.target.value)}
        />
      </div>
      <QueryView query={events} cards={3}>
        {(answer) =>
          answer.data.length === 0 ? (
            <Empty title={t("audit.none")} />
          ) : (
            <>
              <div className="table-wrap" role="region" aria-label={t("audit.title")} tabIndex={0}>
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">{t("money.when")}</th>
                      <th scope="col">{t("audit.actor")}</th>
                      <th scope="col">{t("audit.action")}</th>
                      <th scope="col">{t("audit.subject")}</th>
                      <th scope="col">{t("audit.facts")}</th>
                    </tr>
                  </thead>
                  <tbody dir="ltr">
                    {answer.data.map((event) => (
                      <tr key={event.id}>
                        <td>
                          <time dateTime={event.at}>
                            {format.dateTime(event.at, browserZone())}
                          </time>
                        </td>
                        <td>{event.actorId ?? "–"}</td>
                        <td>{event.action}</td>
                        <td>
                          {event.subject} {event.subjectId}
                        </td>
                        <td className="small">{JSON.stringify(event.facts)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <Pager pagination={answer.pagination} />
            </>
          )
        }
      </QueryView>
    </div>
  );
}
