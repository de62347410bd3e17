import type { ReactNode } from "react";

import type { Offering, Provider } from "../../api/types";
import { Button } from "../../design/Button";
import { useWords } from "../../i18n";
import { PolicyText } from "../PolicyText";
import type { Time } from "../slots/days";
import { zoneWords } from "../slots/zoneWords";

interface SummaryProps {
  provider: Provider;
  offering: Offering;
  chosen: Time | null;
  zone: string;
  missing: boolean;
  busy: boolean;
  confirm: () => void;
  children: ReactNode;
}

export function Summary({
  provider,
  offering,
  chosen,
  zone,
  missing,
  busy,
  confirm,
  children,
}: SummaryProps) {
  const { t, format } = useWords();
  const paid = offering.price > 0 && offering.payment === "NOW";
  const deposit = paid && offering.payNow < offering.price;
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
        <div>
          <dt className="soft small">{t("booking.price")}</dt>
          <dd className="book__price">
            {offering.price > 0 ? format.money(offering.price, offering.currency) : t("price.free")}
            {deposit && (
              <p className="small soft">
                {t("price.deposit", { now: format.money(offering.payNow, offering.currency) })}
              </p>
            )}
          </dd>
        </div>
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
        {busy ? t("book.working") : paid ? t("book.payNext") : t("book.nothingDue")}
      </p>
    </section>
  );
}
