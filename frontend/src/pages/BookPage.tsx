import "./book.css";

import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { isProblem } from "../api/problem";
import type { Provider } from "../api/types";
import { LinkButton } from "../design/Button";
import { Dialog } from "../design/Dialog";
import { TextArea } from "../design/Field";
import { PageHead } from "../design/PageHead";
import { Empty, QueryView } from "../design/States";
import { OfferingChoice } from "../features/booking/OfferingChoice";
import { Refused } from "../features/booking/Refused";
import { Summary } from "../features/booking/Summary";
import { useRequestBooking } from "../features/booking/useRequest";
import { useProvider } from "../features/provider";
import { LoginForm } from "../features/session/LoginForm";
import { useSignedIn, useZone } from "../features/session/useSession";
import type { Time } from "../features/slots/days";
import { SlotPicker } from "../features/slots/SlotPicker";
import { useWords } from "../i18n";
import NotFoundPage from "./NotFoundPage";

const NOTES_MOST = 500;

export default function BookPage() {
  const id = Number(useParams().id);
  const provider = useProvider(id);
  if (!Number.isInteger(id) || isProblem(provider.error, "NOT_FOUND")) return <NotFoundPage />;
  return <QueryView query={provider}>{(found) => <Booking provider={found} />}</QueryView>;
}

function Booking({ provider }: { provider: Provider }) {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const zone = useZone();
  const here = useSignedIn();
  const [chosen, setChosen] = useState<Time | null>(null);
  const [notes, setNotes] = useState("");
  const [asked, setAsked] = useState(false);
  const [loggingIn, setLoggingIn] = useState(false);
  const request = useRequestBooking();

  const offerings = provider.offerings.filter((one) => one.active);
  const offering =
    offerings.find((one) => one.id === Number(params.get("offering"))) ?? offerings[0];
  if (!offering) {
    return (
      <Empty title={t("provider.nothing")} text={t("provider.nothingText")}>
        <LinkButton to="/providers">{t("nav.find")}</LinkButton>
      </Empty>
    );
  }

  const send = (start: string) =>
    request.mutate(
      {
        providerId: provider.id,
        offeringId: offering.id,
        startTime: start,
        timezone: zone,
        notes: notes.trim(),
      },
      { onSuccess: (booking) => void navigate(`/bookings/${booking.id}`) },
    );
  const confirm = () => {
    setAsked(true);
    if (!chosen) return;
    if (here) send(chosen.start);
    else setLoggingIn(true);
  };

  return (
    <>
      <PageHead title={t("book.title", { name: provider.name })}>
        <Link to={`/providers/${provider.id}`}>{t("book.back")}</Link>
      </PageHead>
      <div className="book">
        <div className="stack stack--large">
          {offerings.length > 1 && (
            <OfferingChoice
              offerings={offerings}
              chosen={offering}
              choose={(id) => {
                setChosen(null);
                request.reset();
                setParams({ offering: String(id) }, { replace: true });
              }}
            />
          )}
          <section className="stack" aria-label={t("book.when")}>
            <h2>{t("book.when")}</h2>
            <SlotPicker
              key={offering.id}
              providerId={provider.id}
              providerName={provider.name}
              providerZone={provider.timezone}
              offeringId={offering.id}
              zone={zone}
              chosen={chosen}
              choose={(time) => {
                request.reset();
                setChosen(time);
              }}
            />
          </section>
          <TextArea
            label={t("book.notes")}
            hint={t("book.notesHint", { name: provider.name })}
            name="notes"
            maxLength={NOTES_MOST}
            value={notes}
            onChange={(event) => setNotes(event.target.value)}
          />
        </div>
        <Summary
          provider={provider}
          offering={offering}
          chosen={chosen}
          zone={zone}
          missing={asked && !chosen}
          busy={request.isPending}
          confirm={confirm}
        >
          <Refused
            error={request.error}
            zone={zone}
            choose={(slot) => setChosen(slot)}
            after={() => request.reset()}
          />
        </Summary>
      </div>
      {loggingIn && (
        <Dialog title={t("book.logIn")} onClose={() => setLoggingIn(false)}>
          <LoginForm
            onSignedIn={() => {
              setLoggingIn(false);
              if (chosen) send(chosen.start);
            }}
          />
          <p className="after-form">
            {t("login.new")}{" "}
            <Link
              to={`/register?next=${encodeURIComponent(`/providers/${provider.id}/book?offering=${offering.id}`)}`}
            >
              {t("login.newLink")}
            </Link>
          </p>
        </Dialog>
      )}
    </>
  );
}
