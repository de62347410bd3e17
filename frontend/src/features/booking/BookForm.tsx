import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";

import type { Offering, Provider } from "../../api/types";
import { TextArea } from "../../design/Field";
import { PageHead } from "../../design/PageHead";
import { useWords } from "../../i18n";
import { useSignedIn, useZone } from "../session/useSession";
import type { Time } from "../slots/days";
import { SlotPicker } from "../slots/SlotPicker";
import { holdOf, useDraft } from "./draft";
import { LengthChoice } from "./LengthChoice";
import { LogInToBook } from "./LogInToBook";
import { MoreServices } from "./MoreServices";
import { OfferingChoice } from "./OfferingChoice";
import { PayWith } from "./PayWith";
import { PromoField } from "./PromoField";
import { QuestionFields } from "./QuestionFields";
import { missing } from "./questions";
import { Refused } from "./Refused";
import { Repeat } from "./Repeat";
import { Summary } from "./Summary";
import { useHold } from "./useHold";
import { useRequestBooking } from "./useRequest";

const NOTES_MOST = 500;

interface BookFormProps {
  provider: Provider;
  offerings: readonly Offering[];
  offering: Offering;
  link: string | null;
}

/** A time, what is to be said about it, what it costs, and the one press that books it. */
export function BookForm({ provider, offerings, offering, link }: BookFormProps) {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const zone = useZone();
  const here = useSignedIn();
  const form = useDraft(offering, link);
  const { draft } = form;
  const [asked, setAsked] = useState(false);
  const [loggingIn, setLoggingIn] = useState(false);
  const [guestRefused, setGuestRefused] = useState<unknown>(null);
  const hold = useHold();
  const request = useRequestBooking(zone, hold);
  const unanswered = missing(offering.questions, draft.answers);

  const send = () =>
    request.mutate(draft, { onSuccess: (booking) => void navigate(`/bookings/${booking.id}`) });
  const confirm = () => {
    setAsked(true);
    if (!draft.chosen || unanswered.length > 0) return;
    if (here) send();
    else setLoggingIn(true);
  };
  const anew = () => {
    request.reset();
    setGuestRefused(null);
    hold.release();
  };
  const choose = (time: Time | null) => {
    anew();
    form.setChosen(time);
  };
  const take = (id: number) => {
    choose(null);
    form.setMore([]);
    form.setMinutes(null);
    form.setDiscount(null);
    form.setPaysWith(undefined);
    setParams({ offering: String(id) }, { replace: true });
  };
  const keep = () => {
    if (here && draft.more.length === 0) hold.begin(holdOf(draft, zone, new Date()));
  };
  const ids = [offering, ...draft.more].map((one) => one.id).join(",");

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
          {draft.more.length === 0 && (
            <LengthChoice
              offering={offering}
              minutes={draft.minutes}
              choose={(minutes) => {
                choose(null);
                form.setMinutes(minutes);
              }}
            />
          )}
          {!link && draft.minutes === offering.durationMinutes && (
            <MoreServices
              offerings={offerings}
              first={offering}
              more={draft.more}
              choose={(more) => {
                choose(null);
                form.setMore(more);
              }}
            />
          )}
          <section className="stack" aria-label={t("book.when")}>
            <h2>{t("book.when")}</h2>
            <SlotPicker
              key={`${ids} ${draft.minutes}`}
              providerId={provider.id}
              providerName={provider.name}
              providerZone={provider.timezone}
              offeringId={offering.id}
              minutes={draft.minutes === offering.durationMinutes ? undefined : draft.minutes}
              link={link ?? undefined}
              together={draft.more.length > 0 ? ids : undefined}
              horizonDays={offering.horizonDays}
              zone={zone}
              chosen={draft.chosen}
              start={params.get("start")}
              mayWait={!link}
              choose={choose}
            />
            {form.simple && !link && <Repeat offering={offering} chosen={draft.chosen} />}
          </section>
          <div className="stack stack--large" onFocus={keep}>
            {draft.more.length === 0 && (
              <QuestionFields
                questions={offering.questions}
                answers={draft.answers}
                change={form.setAnswers}
                missing={asked ? unanswered : []}
                error={request.error}
              />
            )}
            <TextArea
              label={t("book.notes")}
              hint={t("book.notesHint", { name: provider.name })}
              name="notes"
              maxLength={NOTES_MOST}
              value={draft.notes}
              onChange={(event) => form.setNotes(event.target.value)}
            />
          </div>
          <PayWith credits={form.credits} chosen={draft.paysWith} choose={form.setPaysWith} />
        </div>
        <Summary
          provider={provider}
          draft={draft}
          zone={zone}
          keptUntil={hold.booking?.holdExpiresAt ?? null}
          fault={
            !asked
              ? null
              : !draft.chosen
                ? t("book.chooseFirst")
                : unanswered.length > 0
                  ? t("questions.first")
                  : null
          }
          busy={request.isPending}
          confirm={confirm}
        >
          {form.simple && offering.price > 0 && !draft.paysWith && (
            <PromoField
              key={offering.id}
              offering={offering}
              discount={draft.discount}
              apply={form.setDiscount}
            />
          )}
          <Refused
            error={request.error ?? hold.error ?? guestRefused}
            zone={zone}
            choose={choose}
            after={anew}
          />
        </Summary>
      </div>
      {loggingIn && (
        <LogInToBook
          draft={draft}
          zone={zone}
          back={`/providers/${provider.id}/book?offering=${offering.id}${link ? `#link=${encodeURIComponent(link)}` : ""}`}
          close={() => setLoggingIn(false)}
          refused={(error) => {
            setLoggingIn(false);
            setGuestRefused(error);
          }}
          done={() => {
            setLoggingIn(false);
            send();
          }}
        />
      )}
    </>
  );
}
