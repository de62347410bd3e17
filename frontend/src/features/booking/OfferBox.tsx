import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, body, data, ifMatch } from "../../api/client";
import type { Booking } from "../../api/types";
import { Button } from "../../design/Button";
import { Failure } from "../../design/States";
import { useWords } from "../../i18n";
import { Countdown } from "./Countdown";
import { QuestionFields } from "./QuestionFields";
import { given, missing, type Answers, type Question } from "./questions";

/** A time that is kept until its client says yes: offered to one who waited, or while a form is filled in. */
export function OfferBox({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const questions = useQuestions(booking);
  const [answers, setAnswers] = useState<Answers>({});
  const [asked, setAsked] = useState(false);
  const open = missing(questions, answers);
  const path = { booking_id: booking.id };
  const header = ifMatch(`"${booking.version}"`);
  const after = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["booking", booking.id] }),
      queries.invalidateQueries({ queryKey: ["bookings"] }),
    ]);
  const take = useMutation({
    mutationFn: () =>
      data(
        api.POST("/v1/bookings/{booking_id}/submit", {
          params: { path, header },
          body: given(answers),
        }),
      ),
    onSettled: after,
  });
  const leave = useMutation({
    mutationFn: () => body(api.DELETE("/v1/bookings/{booking_id}", { params: { path, header } })),
    onSettled: after,
  });
  if (!unsubmitted(booking)) return null;
  const submit = () => {
    setAsked(true);
    if (open.length === 0) take.mutate();
  };
  return (
    <section className="pay-box" aria-label={t("offer.label")}>
      <div className="stack stack--small">
        {booking.holdExpiresAt && (
          <p>
            {t("hold.for")} <Countdown until={booking.holdExpiresAt} />
          </p>
        )}
        <QuestionFields
          questions={questions}
          answers={answers}
          change={setAnswers}
          missing={asked ? open : []}
          error={take.error}
        />
        {(take.error ?? leave.error) && <Failure error={take.error ?? leave.error} />}
      </div>
      <div className="row">
        <Button busy={take.isPending} onClick={submit}>
          {t("offer.take")}
        </Button>
        <Button kind="plain" busy={leave.isPending} onClick={() => leave.mutate()}>
          {t("offer.leave")}
        </Button>
      </div>
    </section>
  );
}

function unsubmitted(booking: Booking): boolean {
  return booking.step === "OFFERED" || booking.step === "FORM";
}

/** What has to be answered with it. An offer that moves a booking earlier asks nothing again. */
function useQuestions(booking: Booking): readonly Question[] {
  const open = unsubmitted(booking);
  const wishes = useQuery({
    queryKey: ["wishes", "open"],
    queryFn: () => data(api.GET("/v1/wishes", { params: { query: { size: 100 } } })),
    enabled: open,
  });
  const provider = useQuery({
    queryKey: ["provider", booking.providerId],
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}", {
          params: { path: { provider_id: booking.providerId } },
        }),
      ),
    enabled: open,
  });
  const moves = wishes.data?.some((one) => one.offerId === booking.id && one.bookingId !== null);
  const offering = provider.data?.offerings.find((one) => one.id === booking.offeringId);
  return open && !moves ? (offering?.questions ?? []) : [];
}
