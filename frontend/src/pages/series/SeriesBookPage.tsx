import "../../features/series/series.css";

import { useState, type SubmitEvent } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import type { Me, Offering, Provider } from "../../api/types";
import { Button } from "../../design/Button";
import { SelectField, TextArea, TextField } from "../../design/Field";
import { PageHead } from "../../design/PageHead";
import { Failure, QueryView } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useProvider } from "../../features/provider";
import {
  decisionsOf,
  totalOf,
  undecided,
  type Plan,
  type Wanted,
} from "../../features/series/deciding";
import { PlanList } from "../../features/series/PlanList";
import { FEWEST, MOST, RHYTHMS, ruleOf, type Rhythm } from "../../features/series/recurrence";
import { useBookSeries, useSeriesPlan } from "../../features/series/useSeries";
import { Gate } from "../../features/session/Gate";
import { dateIn } from "../../features/slots/days";
import { useWords } from "../../i18n";
import NotFoundPage from "../NotFoundPage";

const USUAL = 8;
const NOTES_MOST = 500;

export default function SeriesBookPage() {
  const id = Number(useParams().id);
  return <Gate>{(me) => <Opened id={id} me={me} />}</Gate>;
}

function Opened({ id, me }: { id: number; me: Me }) {
  const [params] = useSearchParams();
  const provider = useProvider(id);
  const start = params.get("start") ?? "";
  return (
    <QueryView query={provider}>
      {(found) => {
        const offering = found.offerings.find((one) => one.id === Number(params.get("offering")));
        if (!offering || Number.isNaN(Date.parse(start))) return <NotFoundPage />;
        return <Series provider={found} offering={offering} start={start} zone={me.timezone} />;
      }}
    </QueryView>
  );
}

interface SeriesProps {
  provider: Provider;
  offering: Offering;
  start: string;
  zone: string;
}

function Series({ provider, offering, start, zone }: SeriesProps) {
  const { t, format } = useWords();
  const [rhythm, setRhythm] = useState<Rhythm>("WEEKLY");
  const [count, setCount] = useState(USUAL);
  const rrule = ruleOf(rhythm, count, dateIn(provider.timezone, new Date(start)));
  const wish = { providerId: provider.id, offeringId: offering.id, startTime: start, rrule };
  const plan = useSeriesPlan(wish);
  return (
    <div className="series">
      <PageHead
        title={t("series.title", { name: provider.name })}
        text={t("series.text", { title: offering.title, when: format.dateTime(start, zone) })}
      >
        <Link to={`/providers/${provider.id}/book?offering=${offering.id}`}>
          {t("series.onlyOne")}
        </Link>
      </PageHead>
      <div className="form__row">
        <SelectField
          label={t("series.rhythm")}
          name="rhythm"
          value={rhythm}
          onChange={(event) =>
            setRhythm(RHYTHMS.find((one) => one === event.target.value) ?? "WEEKLY")
          }
        >
          {RHYTHMS.map((one) => (
            <option key={one} value={one}>
              {t(`series.${one}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("series.count")}
          name="count"
          type="number"
          min={FEWEST}
          max={MOST}
          defaultValue={USUAL}
          onChange={(event) => {
            const typed = Number(event.target.value);
            if (typed >= FEWEST && typed <= MOST) setCount(typed);
          }}
        />
      </div>
      <QueryView query={plan} cards={1}>
        {(found) => <Decide key={rrule} plan={found} wish={wish} zone={zone} />}
      </QueryView>
    </div>
  );
}

interface DecideProps {
  plan: Plan;
  wish: { providerId: number; offeringId: number; startTime: string; rrule: string };
  zone: string;
}

function Decide({ plan, wish, zone }: DecideProps) {
  const { t, tn, format } = useWords();
  const navigate = useNavigate();
  const [wanted, setWanted] = useState<Wanted>({});
  const [notes, setNotes] = useState("");
  const book = useBookSeries();
  const errorAt = useFieldErrors(book.error);
  const open = undecided(plan, wanted);
  const total = totalOf(plan, wanted);
  const money = (amount: number) => format.money(amount, plan.currency);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (book.isPending || open > 0 || total.count === 0) return;
    const decisions = decisionsOf(plan, wanted);
    book.mutate(
      { ...wish, timezone: zone, notes: notes.trim() || null, decisions },
      { onSuccess: (series) => void navigate(`/series/${series.id}`) },
    );
  };
  return (
    <form className="stack" onSubmit={submit}>
      <PlanList plan={plan} zone={zone} wanted={wanted} change={setWanted} />
      <TextArea
        label={t("series.notes")}
        name="notes"
        maxLength={NOTES_MOST}
        rows={2}
        value={notes}
        error={errorAt("notes")}
        onChange={(event) => setNotes(event.target.value)}
      />
      {book.error && <Failure error={book.error} />}
      <p role="status">
        {open > 0
          ? tn("series.open", open)
          : `${tn("series.countOf", total.count)}${total.amount > 0 ? `, ${money(total.amount)}` : ""}. ${
              total.payNow > 0 ? t("series.due", { amount: money(total.payNow) }) : ""
            }`}
      </p>
      <div className="form__actions">
        <Button type="submit" busy={book.isPending} disabled={open > 0 || total.count === 0}>
          {t("series.submit")}
        </Button>
      </div>
    </form>
  );
}
