import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { api, body, data } from "../../api/client";
import { isProblem } from "../../api/problem";
import type { Booking, Review } from "../../api/types";
import { Button } from "../../design/Button";
import { TextArea } from "../../design/Field";
import { Failure, Notice } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { text } from "../forms";
import { ReviewItem } from "./Reviews";
import { StarField } from "./StarField";

const CHANGEABLE_MS = 14 * 86_400_000;
const LONGEST = 2000;

/** After an appointment: say how it was, once; and change one's mind for a fortnight. */
export function MyReview({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const mine = useMyReview(booking.id);
  const [changing, setChanging] = useState(false);
  const [now] = useState(() => Date.now());
  if (mine.isPending || mine.isError) return null;
  const review = mine.data;
  if (!review || changing) {
    return <ReviewForm booking={booking} review={review} done={() => setChanging(false)} />;
  }
  const open = now - Date.parse(review.createdAt) < CHANGEABLE_MS;
  return (
    <section className="sheet stack stack--small" aria-label={t("review.yours")}>
      <h2>{t("review.yours")}</h2>
      <ul>
        <ReviewItem review={review} />
      </ul>
      {open && (
        <div>
          <Button kind="quiet" onClick={() => setChanging(true)}>
            {t("review.change")}
          </Button>
        </div>
      )}
    </section>
  );
}

function useMyReview(bookingId: number) {
  return useQuery({
    queryKey: ["review", "of", bookingId],
    queryFn: async () => {
      try {
        const path = { booking_id: bookingId };
        return await data(api.GET("/v1/bookings/{booking_id}/review", { params: { path } }));
      } catch (error) {
        if (isProblem(error, "NOT_FOUND")) return null;
        throw error;
      }
    },
  });
}

interface ReviewFormProps {
  booking: Booking;
  review: Review | null;
  done: () => void;
}

function ReviewForm({ booking, review, done }: ReviewFormProps) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [rating, setRating] = useState(review?.rating ?? 0);
  const send = useMutation({
    mutationFn: async (comment: string) => {
      const opinion = { rating, comment };
      if (review) {
        const path = { review_id: review.id };
        await body(api.PUT("/v1/reviews/{review_id}", { params: { path }, body: opinion }));
        return;
      }
      const path = { booking_id: booking.id };
      await data(api.POST("/v1/bookings/{booking_id}/review", { params: { path }, body: opinion }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["review", "of", booking.id] });
      void queries.invalidateQueries({ queryKey: ["reviews", booking.providerId] });
      void queries.invalidateQueries({ queryKey: ["provider", booking.providerId] });
      done();
    },
  });
  const errorAt = useFieldErrors(send.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!send.isPending) send.mutate(text(new FormData(event.currentTarget), "comment"));
  };
  return (
    <form className="form sheet review-form" onSubmit={submit}>
      <h2>{t("review.title", { name: booking.providerName })}</h2>
      {send.error && <Failure error={send.error} />}
      {send.isSuccess && <Notice kind="good">{t("review.thanks")}</Notice>}
      <StarField rating={rating} choose={setRating} />
      <TextArea
        label={t("review.comment")}
        hint={t("review.commentHint")}
        name="comment"
        maxLength={LONGEST}
        rows={4}
        defaultValue={review?.comment}
        error={errorAt("comment")}
      />
      <div className="form__actions">
        <Button type="submit" busy={send.isPending}>
          {t("review.submit")}
        </Button>
        {review && (
          <Button kind="plain" onClick={done}>
            {t("review.keep")}
          </Button>
        )}
      </div>
    </form>
  );
}
