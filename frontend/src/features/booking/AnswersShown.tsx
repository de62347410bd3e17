import { useQuery } from "@tanstack/react-query";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import type { Booking } from "../../api/types";
import { useWords } from "../../i18n";

/** What was asked when this was booked, and what the client said. */
export function AnswersShown({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const answers = useQuery({
    queryKey: ["booking", booking.id, "answers"],
    queryFn: () =>
      data(
        api.GET("/v1/bookings/{booking_id}/answers", {
          params: { path: { booking_id: booking.id } },
        }),
      ),
    enabled: booking.step !== "FORM" && booking.step !== "OFFERED",
  });
  const said = answers.data?.answers ?? [];
  if (said.length === 0) return null;
  return (
    <section className="stack stack--small" aria-label={t("questions.title")}>
      <h2>{t("questions.title")}</h2>
      <dl className="facts sheet">
        {said.map((one) => (
          <div key={one.id} className="facts__pair">
            <dt>{one.label}</dt>
            <dd className="prose">
              <AnswerShown answer={one} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function AnswerShown({ answer }: { answer: components["schemas"]["AnswerOut"] }) {
  const { kind, value, file } = answer;
  if (file) {
    return (
      <a href={`/v1/files/${file.id}`} download>
        <bdi>{file.name}</bdi>
      </a>
    );
  }
  if (kind === "PHONE") {
    return (
      <a href={`tel:${value}`} dir="ltr">
        {value}
      </a>
    );
  }
  return value;
}
