import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { Failure, QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { useZone } from "../session/useSession";

type Export = components["schemas"]["DataExportOut"];
const KEY = ["exports"];
const LOOK_AGAIN_MS = 3_000;

/** All of one's own data as a file, which a worker writes. */
export function DataExport() {
  const { t } = useWords();
  const queries = useQueryClient();
  const exports = useQuery({
    queryKey: KEY,
    queryFn: () => data(api.GET("/v1/users/me/exports")),
    refetchInterval: (query) => (isWritten(query.state.data?.[0]) ? false : LOOK_AGAIN_MS),
  });
  const ask = useMutation({
    mutationFn: () => data(api.POST("/v1/users/me/exports")),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <section className="sheet stack">
      <h2>{t("export.title")}</h2>
      <p>{t("export.text")}</p>
      {ask.error && <Failure error={ask.error} />}
      <QueryView query={exports}>{([newest]) => <State newest={newest} />}</QueryView>
      <div>
        <Button kind="quiet" busy={ask.isPending} onClick={() => ask.mutate()}>
          {t("export.ask")}
        </Button>
      </div>
    </section>
  );
}

function isWritten(newest: Export | undefined): boolean {
  return newest?.status !== "ASKED";
}

function State({ newest }: { newest: Export | undefined }) {
  const { t, format } = useWords();
  const zone = useZone();
  if (newest === undefined || newest.status === "GONE") return null;
  if (newest.status === "ASKED") return <p role="status">{t("export.writing")}</p>;
  return (
    <p role="status" className="row row--tight">
      <a href={`/v1/users/me/exports/${newest.id}/file`} download>
        {t("export.fetch")}
      </a>
      {newest.expiresAt && (
        <span className="soft small">
          {t("export.until", { when: format.dateTime(newest.expiresAt, zone) })}
        </span>
      )}
    </p>
  );
}
