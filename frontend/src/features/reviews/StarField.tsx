import { Star } from "../../design/Icon";
import { useWords } from "../../i18n";

const STARS = [1, 2, 3, 4, 5] as const;

/** Five radio buttons that look like stars: arrows choose, and a reader hears "4 of 5". */
export function StarField({
  rating,
  choose,
}: {
  rating: number;
  choose: (rating: number) => void;
}) {
  const { t, format } = useWords();
  return (
    <fieldset className="star-field">
      <legend className="field__label">{t("review.rating")}</legend>
      <div className="star-field__row">
        {STARS.map((stars) => (
          <label key={stars} className="star-field__star" data-lit={stars <= rating}>
            <input
              type="radio"
              name="rating"
              className="visually-hidden"
              value={stars}
              required
              checked={rating === stars}
              onChange={() => choose(stars)}
            />
            <Star size={30} />
            <span className="visually-hidden">
              {t("reviews.of5", { rating: format.number(stars) })}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
