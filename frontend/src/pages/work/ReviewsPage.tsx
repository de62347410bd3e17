import "../provider.css";

import { useSearchParams } from "react-router";

import { PageHead } from "../../design/PageHead";
import { Pager } from "../../design/Pager";
import { Rating } from "../../design/Rating";
import { Empty, QueryView } from "../../design/States";
import { useReviews } from "../../features/provider";
import { ReviewItem } from "../../features/reviews/Reviews";
import { Answering } from "../../features/work/Answering";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

const PAGE = 10;

export default function ReviewsPage({ profile }: Room) {
  const { t } = useWords();
  const [params] = useSearchParams();
  const reviews = useReviews(profile.id, Math.max(1, Number(params.get("page")) || 1), PAGE);
  return (
    <div className="reading">
      <PageHead title={t("work.reviews")} text={t("work.reviewsText")}>
        <Rating rating={profile.rating} count={profile.totalReviews} />
      </PageHead>
      <QueryView query={reviews} cards={2}>
        {(answer) =>
          answer.data.length === 0 ? (
            <Empty title={t("reviews.none")} text={t("work.reviewsNoneText")} />
          ) : (
            <>
              <ul>
                {answer.data.map((review) => (
                  <ReviewItem key={review.id} review={review}>
                    <Answering review={review} providerId={profile.id} />
                  </ReviewItem>
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
