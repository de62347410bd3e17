import "./book.css";

import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { isProblem } from "../api/problem";
import type { Offering, Provider } from "../api/types";
import { LinkButton } from "../design/Button";
import { TextArea } from "../design/Field";
import { PageHead } from "../design/PageHead";
import { Empty, QueryView } from "../design/States";
import { useDraft, wishOf } from "../features/booking/draft";
import { LogInToBook } from "../features/booking/LogInToBook";
import { OfferingChoice } from "../features/booking/OfferingChoice";
import { PayWith } from "../features/booking/PayWith";
import { PromoField } from "../features/booking/PromoField";
import { Refused } from "../features/booking/Refused";
import { Summary } from "../features/booking/Summary";
import { useRequestBooking } from "../features/booking/useRequest";
import { useProvider } from "../features/provider";
import { useSignedIn, useZone } from "../features/session/useSession";
import { SlotPicker } from "../features/slots/SlotPicker";
import { useWords } from "../i18n";
import NotFoundPage from "./NotFoundPage";

const NOTES_MOST = 500;

export default function BookPage() {
  const id = Number(useParams().id);
  const provider = useProvider(id);
  if (!Number.isInteger(id) || isProblem(provider.error, "NOT_FOUND")) return <NotFoundPage />;
  return <QueryView query={provider}>{(found) => <Opened provider={found} />}</QueryView>;
}

function Opened({ provider }: { provider: Provider }) {
  const { t } = useWords();
  const [params] = useSearchParams();
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
  return <Booking provider={provider} offerings={offerings} offering={offering} />;
}

interface BookingProps {
  provider: Provider;
  offerings: readonly Offering[];
  offering: Offering;
}

function Booking({ provider, offerings, offering }: BookingProps) {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const zone = useZone();
  const here = useSignedIn();
  const { draft, credits, setChosen, setNotes, setDiscount, setPaysWith } = useDraft(offering);
  const [asked, setAsked] = useState(false);
  const [loggingIn, setLoggingIn] = useState(false);
  const request = useRequestBooking();

  const send = () => {
    const wish = wishOf(draft, zone, new Date());
    if (wish)
      request.mutate(wish, { onSuccess: (booking) => void navigate(`/bookings/${booking.id}`) });
  };
  const confirm = () => {
    setAsked(true);
    if (!draft.chosen) return;
    if (here) send();
    else setLoggingIn(true);
  };
  const take = (id: number) => {
    setChosen(null);
    setDiscount(null);
    setPaysWith(undefined);
    request.reset();
    setParams({ offering: String(id) }, { replace: true });
  };

  return (
    <>
      <PageHead title={t("book.title", { name: provider.name })}>
        <Link to={`/providers/${provider.id}`}>{t("book.back")}</Link>
      </PageHead>
      <div className="book">
        <div className="stack stack--large">
          {offerings.length > 1 && (
            <OfferingChoice offerings={offerings} chosen={offering} choose={take} />
          )}
          <section className="stack" aria-label={t("book.when")}>
            <h2>{t("book.when")}</h2>
            <SlotPicker
              key={offering.id}
              providerId={provider.id}
              providerName={provider.name}
              providerZone={provider.timezone}
              offeringId={offering.id}
              horizonDays={offering.horizonDays}
              zone={zone}
              chosen={draft.chosen}
              start={params.get("start")}
              choose={(time) => {
                request.reset();
                setChosen(time);
              }}
            />
          </section>
          <PayWith credits={credits} chosen={draft.paysWith} choose={setPaysWith} />
          <TextArea
            label={t("book.notes")}
            hint={t("book.notesHint", { name: provider.name })}
            name="notes"
            maxLength={NOTES_MOST}
            value={draft.notes}
            onChange={(event) => setNotes(event.target.value)}
          />
        </div>
        <Summary
          provider={provider}
          draft={draft}
          zone={zone}
          missing={asked && !draft.chosen}
          busy={request.isPending}
          confirm={confirm}
        >
          {offering.price > 0 && !draft.paysWith && (
            <PromoField
              key={offering.id}
              offering={offering}
              discount={draft.discount}
              apply={setDiscount}
            />
          )}
          <Refused
            error={request.error}
            zone={zone}
            choose={setChosen}
            after={() => request.reset()}
          />
        </Summary>
      </div>
      {loggingIn && (
        <LogInToBook
          back={`/providers/${provider.id}/book?offering=${offering.id}`}
          close={() => setLoggingIn(false)}
          done={() => {
            setLoggingIn(false);
            send();
          }}
        />
      )}
    </>
  );
}
