import type { ReactNode } from "react";

import type { Offering, Provider } from "../../api/types";
import { Button } from "../../design/Button";
import { useWords } from "../../i18n";
import { PolicyText } from "../PolicyText";
import { zoneWords } from "../slots/zoneWords";
import { Countdown } from "./Countdown";
import { costOf, priceOf, type Draft } from "./draft";

interface SummaryProps {
  provider: Provider;
  draft: Draft;
  zone: string;
  /** Until when the time is kept while the form is filled in. */
  keptUntil: string | null;
  /** What is still to be done before it can be booked. */
  fault: string | null;
  busy: boolean;
  confirm: () => void;
  children: ReactNode;
}

export function Summary({
  provider,
  draft,
  zone,
  keptUntil,
  fault,
  busy,
  confirm,
  children,
}: SummaryProps) {
  const { t, format } = useWords();
  const { offering, chosen, minutes, more } = draft;
  const cost = costOf(draft);
  const secured = offering.payment === "CARD" && cost.price > 0;
  return (
    <section className="book__summary sheet stack" aria-label={t("book.summary")}>
      <h2>{t("book.summary")}</h2>
      <dl className="stack stack--small">
        <div>
          <dt className="soft small">{t("booking.what")}</dt>
          <dd>
            {[{ title: offering.title, minutes }, ...more.map(lengthOf)].map((one, at) => (
              <span key={at} className="book__service">
                {one.title}, {format.minutes(one.minutes)}
              </span>
            ))}
          </dd>
        </div>
        <div aria-live="polite">
          <dt className="soft small">{t("booking.when")}</dt>
          <dd>
            {chosen ? (
              <>
                <strong>{format.day(chosen.start, zone)}</strong>
                <br />
                {format.span(chosen.start, chosen.end, zone)}{" "}
                <span className="soft small">{zoneWords(zone)}</span>
              </>
            ) : (
              t("book.noTimeYet")
            )}
          </dd>
        </div>
        <Price draft={draft} />
        <div>
          <dt className="soft small">{t("booking.policy")}</dt>
          <dd className="small">
            <PolicyText policy={{ ...provider.cancellationPolicy, ...offering }} />
          </dd>
        </div>
      </dl>
      {offering.needsApproval && (
        <p className="small soft">{t("book.approval", { name: provider.name })}</p>
      )}
      {children}
      {keptUntil && (
        <p className="notice notice--good">
          <span>
            {t("hold.for")} <Countdown until={keptUntil} />
          </span>
        </p>
      )}
      {fault && (
        <p className="field__error" role="alert">
          {fault}
        </p>
      )}
      <Button wide busy={busy} onClick={confirm}>
        {t("book.confirm")}
      </Button>
      <p className="small soft" role="status">
        {busy
          ? t("book.working")
          : cost.dueNow > 0
            ? t("book.payNext")
            : secured
              ? t("book.cardNext")
              : t("book.nothingDue")}
      </p>
    </section>
  );
}

function lengthOf({ title, durationMinutes }: Offering) {
  return { title, minutes: durationMinutes };
}

function Price({ draft }: { draft: Draft }) {
  const { t, format } = useWords();
  const { offering, minutes, discount, paysWith } = draft;
  const { price, dueNow, later } = costOf(draft);
  const money = (amount: number) => format.money(amount, offering.currency);
  return (
    <div aria-live="polite">
      <dt className="soft small">{t("booking.price")}</dt>
      <dd className="book__price">
        {paysWith ? t("price.credit") : price > 0 ? money(price) : t("price.free")}
        {discount && !paysWith && (
          <s className="small soft book__before">
            <span className="visually-hidden">{t("price.before")} </span>
            {money(priceOf(offering, minutes))}
          </s>
        )}
        {!paysWith && !later && dueNow < price && (
          <p className="small soft">{t("price.deposit", { now: money(dueNow) })}</p>
        )}
      </dd>
    </div>
  );
}
