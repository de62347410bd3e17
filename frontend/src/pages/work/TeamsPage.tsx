import { useMutation } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";
import type { Hosting } from "../../api/types";
import { Button } from "../../design/Button";
import { PageHead } from "../../design/PageHead";
import { Empty, Failure, QueryView } from "../../design/States";
import { useHosting, useWorkChanged } from "../../features/work/useWork";
import { useWords } from "../../i18n";

/** What I serve for others, and what I am asked to serve. */
export default function TeamsPage() {
  const { t } = useWords();
  const hosting = useHosting();
  return (
    <div className="reading stack">
      <PageHead title={t("work.teams")} text={t("teams.text")} />
      <QueryView query={hosting}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t("teams.none")} text={t("teams.noneText")} />
          ) : (
            <ul className="list">
              {found.map((one) => (
                <Row key={one.offeringId} hosting={one} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </div>
  );
}

function Row({ hosting }: { hosting: Hosting }) {
  const { t } = useWords();
  const changed = useWorkChanged();
  const invited = hosting.status === "INVITED";
  const params = { path: { offering_id: hosting.offeringId } };
  const accept = useMutation({
    mutationFn: () => data(api.POST("/v1/providers/me/hosting/{offering_id}/accept", { params })),
    onSuccess: changed,
  });
  const leave = useMutation({
    mutationFn: () => body(api.DELETE("/v1/providers/me/hosting/{offering_id}", { params })),
    onSuccess: changed,
  });
  const error = accept.error ?? leave.error;
  const named = { title: hosting.title };
  return (
    <li className="sheet request">
      <div>
        <p>
          <strong>{hosting.title}</strong> · {hosting.ownerName}
        </p>
        <p className="soft">{t(invited ? "teams.invited" : `teams.${hosting.assignment}`)}</p>
        {error && <Failure error={error} />}
      </div>
      <div className="row">
        {invited && (
          <Button
            busy={accept.isPending}
            aria-label={t("teams.acceptNamed", named)}
            onClick={() => accept.mutate()}
          >
            {t("teams.accept")}
          </Button>
        )}
        <Button
          kind="quiet"
          busy={leave.isPending}
          aria-label={t(invited ? "teams.declineNamed" : "teams.leaveNamed", named)}
          onClick={() => leave.mutate()}
        >
          {t(invited ? "teams.decline" : "teams.leave")}
        </Button>
      </div>
    </li>
  );
}
