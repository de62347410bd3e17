import "../provider.css";

import { PageHead } from "../../design/PageHead";
import { Rating } from "../../design/Rating";
import { Reviews } from "../../features/reviews/Reviews";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

export default function ReviewsPage({ profile }: Room) {
  const { t } = useWords();
  return (
    <div className="reading">
      <PageHead title={t("work.reviews")} text={t("work.reviewsText")}>
        <Rating rating={profile.rating} count={profile.totalReviews} />
      </PageHead>
      <Reviews providerId={profile.id} />
    </div>
  );
}
