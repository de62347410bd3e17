import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";

import { api, body } from "../../api/client";
import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { Star } from "../../design/Icon";
import { PageHead } from "../../design/PageHead";
import { Pager } from "../../design/Pager";
import { Empty, Failure, QueryView } from "../../design/States";
import { browserZone } from "../../features/session/useSession";
import { useWords } from "../../i18n";

type Reported = components["schemas"]["ReportedReview"];

/** Reviews that somebody reported: each stands or goes by a person's word. */
export default function ModerationPage() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const page = Math.max(1, Number(params.get("page")) || 1);
  const reported = useQuery({
    queryKey: ["admin", "reviews", page],
    queryFn: () => body(api.GET("/v1/admin/reviews", { params: { query: { page } } })),
  });
  return (
    <div className="reading stack">
      <PageHead title={t("moderation.title")} text={t("moderation.text")} />
      <QueryView query={reported} cards={2}>
        {(answer) =>
          answer.data.length === 0 ? (
            <Empty title={t("moderation.none")} text={t("moderation.noneText")} />
          ) : (
            <>
              <ul className="list">
                {answer.data.map((review) => (
                  <Row key={review.id} review={review} />
                ))}
              </ul>
              <Pager pagination={answer.pagination} />
            </>
          )
        }
      </QueryView>
    </div>
  );
}

function Row({ review }: { review: Reported }) {
  const { t, tn, format } = useWords();
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (decision: "HIDE" | "KEEP") =>
      body(
        api.PUT("/v1/admin/reviews/{review_id}/decision", {
          params: { path: { review_id: review.id } },
          body: { decision },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["admin", "reviews"] }),
  });
  return (
    <li className="sheet stack stack--small">
      <p className="row row--apart">
        <span className="stars">
          <Star size={16} />
          {t("reviews.of5", { rating: format.number(review.rating) })}
        </span>
        <span className="soft small">
          {tn("moderation.reports", review.reports)} ·{" "}
          <time dateTime={review.reportedAt}>
            {format.dateTime(review.reportedAt, browserZone())}
          </time>
        </span>
      </p>
      <p className="prose">{review.comment}</p>
      <ul className="soft small">
        {review.reasons.map((reason, index) => (
          <li key={index} className="prose">
            {t("moderation.reason", { reason })}
          </li>
        ))}
      </ul>
      {decide.error && <Failure error={decide.error} />}
      <div className="row">
        <Button kind="quiet" busy={decide.isPending} onClick={() => decide.mutate("KEEP")}>
          {t("moderation.keep")}
        </Button>
        <Button kind="danger" busy={decide.isPending} onClick={() => decide.mutate("HIDE")}>
          {t("moderation.hide")}
        </Button>
        <Link to={`/providers/${review.providerId}`}>{t("moderation.where")}</Link>
      </div>
    </li>
  );
}
