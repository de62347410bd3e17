import "../booking.css";
import "../../features/series/series.css";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";

import { api, data } from "../../api/client";
import { isProblem } from "../../api/problem";
import type { Booking, Me } from "../../api/types";
import { Button } from "../../design/Button";
import { PageHead } from "../../design/PageHead";
import { Failure, QueryView } from "../../design/States";
import { BookingRow } from "../../features/booking/BookingRow";
import { CancelDialog } from "../../features/booking/CancelDialog";
import { Countdown } from "../../features/booking/Countdown";
import { mayCancel } from "../../features/booking/standing";
import { rhythmOf } from "../../features/series/recurrence";
import { useHear, useSeries, type Series } from "../../features/series/useSeries";
import { Gate } from "../../features/session/Gate";
import { useWords } from "../../i18n";
import NotFoundPage from "../NotFoundPage";

export default function SeriesPage() {
  const id = Number(useParams().id);
  return <Gate>{(me) => <Opened id={id} me={me} />}</Gate>;
}

function Opened({ id, me }: { id: number; me: Me }) {
  const series = useSeries(id);
  if (!Number.isSafeInteger(id) || isProblem(series.error, "NOT_FOUND")) return <NotFoundPage />;
  return <QueryView query={series}>{(found) => <Shown series={found} me={me} />}</QueryView>;
}

function Shown({ series, me }: { series: Series; me: Me }) {
  const { t, tn } = useWords();
  const [ending, setEnding] = useState<Booking | null>(null);
  const first = series.occurrences[0];
  if (!first) return <NotFoundPage />;
  const mine = first.clientId === me.id;
  const rhythm = rhythmOf(series.rrule);
  const now = new Date();
  const ahead = series.occurrences.find((one) => mayCancel(one, now));
  return (
    <div className="series">
      <PageHead
        title={t("series.of", { title: first.offeringTitle, name: first.providerName })}
        text={`${rhythm ? `${t(`series.${rhythm}`)}, ` : ""}${tn("series.countOf", series.occurrences.length)}`}
      />
      {mine && <Pay series={series} />}
      {!mine && series.occurrences.some((one) => one.step === "APPROVAL") && (
        <Answer series={series} />
      )}
      <ul className="list">
        {series.occurrences.map((one) => (
          <BookingRow key={one.id} booking={one} zone={me.timezone} />
        ))}
      </ul>
      {ahead && (
        <div>
          <Button kind="danger" onClick={() => setEnding(ahead)}>
            {t("series.cancelAll")}
          </Button>
        </div>
      )}
      {ending && (
        <CancelDialog
          booking={ending}
          mine={mine}
          zone={me.timezone}
          scope="ALL"
          close={() => setEnding(null)}
        />
      )}
    </div>
  );
}

/** One checkout for all of them: paid in time all are firm, else all are let go. */
function Pay({ series }: { series: Series }) {
  const { t, format } = useWords();
  if (!series.paymentUrl || !series.occurrences.some((one) => one.step === "HELD")) return null;
  return (
    <section className="pay-box" aria-label={t("pay.label")}>
      <div className="stack stack--small">
        <p className="pay-box__amount">{format.money(series.payNow, series.currency)}</p>
        {series.holdExpiresAt && (
          <p>
            {t("hold.for")} <Countdown until={series.holdExpiresAt} />
          </p>
        )}
      </div>
      <a className="button button--primary" href={series.paymentUrl}>
        {t("pay.now")}
      </a>
    </section>
  );
}

function Answer({ series }: { series: Series }) {
  const { t } = useWords();
  const hear = useHear();
  const params = { path: { series_id: series.id } };
  const answer = useMutation({
    mutationFn: (yes: boolean) =>
      data(
        yes
          ? api.POST("/v1/series/{series_id}/confirm", { params })
          : api.POST("/v1/series/{series_id}/decline", { params, body: { reason: null } }),
      ),
    onSuccess: hear,
  });
  return (
    <div className="stack stack--small">
      {answer.error && <Failure error={answer.error} />}
      <div className="row">
        <Button busy={answer.isPending} onClick={() => answer.mutate(true)}>
          {t("series.confirmAll")}
        </Button>
        <Button kind="danger" busy={answer.isPending} onClick={() => answer.mutate(false)}>
          {t("series.declineAll")}
        </Button>
      </div>
    </div>
  );
}
