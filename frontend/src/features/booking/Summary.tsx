import type { ReactNode } from "react";

import type { Provider } from "../../api/types";
import { Button } from "../../design/Button";
import { useWords } from "../../i18n";
import { PolicyText } from "../PolicyText";
import { zoneWords } from "../slots/zoneWords";
import { costOf, type Draft } from "./draft";

interface SummaryProps {
  provider: Provider;
  draft: Draft;
  zone: string;
  missing: boolean;
  busy: boolean;
  confirm: () => void;
  children: ReactNode;
}

export function Summary({ provider, draft, zone, missing, busy, confirm, children }: SummaryProps) {
  const { t, format } = useWords();
  const { offering, chosen } = draft;
  const cost = costOf(draft);
  return (
    <section className="book__summary sheet stack" aria-label={t("book.summary")}>
      <h2>{t("book.summary")}</h2>
      <dl className="stack stack--small">
        <div>
          <dt className="soft small">{t("booking.what")}</dt>
          <dd>
            {offering.title}, {format.minutes(offering.durationMinutes)}
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
      {missing && (
        <p className="field__error" role="alert">
          {t("book.chooseFirst")}
        </p>
      )}
      <Button wide busy={busy} onClick={confirm}>
        {t("book.confirm")}
      </Button>
      <p className="small soft" role="status">
        {busy
          ? t("book.working")
          : cost.dueNow > 0 && !cost.later
            ? t("book.payNext")
            : t("book.nothingDue")}
      </p>
    </section>
  );
}

function Price({ draft }: { draft: Draft }) {
  const { t, format } = useWords();
  const { offering, discount, paysWith } = draft;
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
            {money(offering.price)}
          </s>
        )}
        {!paysWith && !later && dueNow < price && (
          <p className="small soft">{t("price.deposit", { now: money(dueNow) })}</p>
        )}
      </dd>
    </div>
  );
}
