import { useWords } from "../i18n";
import { Star } from "./Icon";

export function Rating({ rating, count }: { rating: number | null; count: number }) {
  const { t, tn, format } = useWords();
  if (rating === null) return <span className="soft small">{t("rating.none")}</span>;
  return (
    <span className="stars">
      <Star />
      <strong>
        <span className="visually-hidden">{t("rating.label")} </span>
        {format.number(rating, 1)}
      </strong>
      <span className="soft small">{tn("rating.count", count)}</span>
    </span>
  );
}
