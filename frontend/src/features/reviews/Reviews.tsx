import { useState, type ReactNode } from "react";

import type { Review } from "../../api/types";
import { Button } from "../../design/Button";
import { Star } from "../../design/Icon";
import { QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { useReviews } from "../provider";
import { useZone } from "../session/useSession";

const PART = 5;

export function Reviews({ providerId }: { providerId: number }) {
  const { t } = useWords();
  const [parts, setParts] = useState(1);
  const reviews = useReviews(providerId, 1, PART * parts);
  return (
    <section className="stack">
      <h2>{t("reviews.title")}</h2>
      <QueryView query={reviews}>
        {(answer) =>
          answer.data.length === 0 ? (
            <p className="soft">{t("reviews.none")}</p>
          ) : (
            <>
              <Histogram counts={answer.histogram} />
              <ul>
                {answer.data.map((review) => (
                  <ReviewItem key={review.id} review={review} />
                ))}
              </ul>
              {answer.pagination.totalPages > 1 && (
                <div>
                  <Button kind="quiet" onClick={() => setParts(parts + 1)}>
                    {t("reviews.more")}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </QueryView>
    </section>
  );
}

export function ReviewItem({ review, children }: { review: Review; children?: ReactNode }) {
  const { t, format } = useWords();
  const zone = useZone();
  return (
    <li className="review stack stack--small">
      <p className="row">
        <span className="stars">
          <Star size={16} />
          <span>{t("reviews.of5", { rating: format.number(review.rating) })}</span>
        </span>
        <strong>{review.clientName ?? t("reviews.somebody")}</strong>
        <time className="soft small" dateTime={review.createdAt}>
          {format.date(review.createdAt, zone)}
        </time>
      </p>
      {review.comment && <p className="prose">{review.comment}</p>}
      {review.reply && (
        <div className="review__reply">
          <p className="soft small">{t("reviews.reply")}</p>
          <p className="prose">{review.reply}</p>
        </div>
      )}
      {children}
    </li>
  );
}

const STARS = [5, 4, 3, 2, 1];

/** How often each number of stars was given, as bars with their figures beside them. */
function Histogram({ counts }: { counts: Record<string, number> }) {
  const { t, tn, format } = useWords();
  const most = Math.max(1, ...Object.values(counts));
  return (
    <ul className="histogram" aria-label={t("reviews.spread")}>
      {STARS.map((stars) => {
        const count = counts[String(stars)] ?? 0;
        return (
          <li key={stars} className="histogram__row">
            <span aria-hidden="true">{format.number(stars)}</span>
            <meter className="histogram__bar" min={0} max={most} value={count} aria-hidden="true" />
            <span className="soft small" aria-hidden="true">
              {format.number(count)}
            </span>
            <span className="visually-hidden">
              {t("reviews.of5", { rating: format.number(stars) })}: {tn("reviews.count", count)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
