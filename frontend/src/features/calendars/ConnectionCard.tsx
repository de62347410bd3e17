import { useState, type SubmitEvent } from "react";

import { Button } from "../../design/Button";
import { Choice, TextField } from "../../design/Field";
import { Failure, Notice } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { secret } from "../forms";
import { nameOf } from "./Connect";
import {
  useChoose,
  useConnectionDeeds,
  useConsent,
  type Calendar,
  type Connection,
} from "./useCalendars";

const TONES = {
  CONNECTING: "chip--wait",
  ACTIVE: "chip--good",
  LOST: "chip--bad",
  FAILED: "chip--bad",
  LEAVING: "",
} as const;

interface ConnectionCardProps {
  connection: Connection;
  provider: boolean;
  zone: string;
}

/** One account with its calendars: which of them takes time, which receives the bookings. */
export function ConnectionCard({ connection, provider, zone }: ConnectionCardProps) {
  const { t } = useWords();
  const { state, problem, calendars } = connection;
  const { leave, refresh } = useConnectionDeeds(connection.id);
  return (
    <li className="sheet stack">
      <div className="row row--apart">
        <h2 className="card-title">
          {t(`calendars.kind.${nameOf(connection)}`)}{" "}
          <span className="soft small" dir="ltr">
            {connection.account}
          </span>
        </h2>
        <span className={`chip ${TONES[state]}`} role="status">
          {t(`calendars.${state}`)}
        </span>
      </div>
      {problem && <Notice kind="bad">{t(`calendars.problem.${problem}`)}</Notice>}
      {state === "LOST" && <Again connection={connection} />}
      {calendars.map((one) => (
        <CalendarRow key={one.id} calendar={one} provider={provider} zone={zone} />
      ))}
      {(leave.error ?? refresh.error) && <Failure error={leave.error ?? refresh.error} />}
      <div className="row">
        {state === "ACTIVE" && (
          <Button kind="quiet" busy={refresh.isPending} onClick={() => refresh.mutate(undefined)}>
            {t("calendars.refresh")}
          </Button>
        )}
        {state !== "LEAVING" && (
          <Button
            kind="danger"
            busy={leave.isPending}
            aria-label={t("calendars.leaveNamed", { name: connection.account })}
            onClick={() => leave.mutate(undefined)}
          >
            {t("calendars.leave")}
          </Button>
        )}
      </div>
    </li>
  );
}

/** The password changed, or the consent was withdrawn: what was chosen stays. */
function Again({ connection }: { connection: Connection }) {
  const { t } = useWords();
  const consent = useConsent();
  const { mend } = useConnectionDeeds(connection.id);
  const [open, setOpen] = useState(false);
  const errorAt = useFieldErrors(mend.error);
  const { kind } = connection;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!mend.isPending) mend.mutate(secret(new FormData(event.currentTarget), "password"));
  };
  if (kind === "caldav" && open) {
    return (
      <form className="form" onSubmit={submit}>
        {mend.error && <Failure error={mend.error} />}
        <TextField
          label={t("calendars.password")}
          name="password"
          type="password"
          required
          autoComplete="off"
          error={errorAt("password")}
        />
        <div>
          <Button type="submit" busy={mend.isPending}>
            {t("calendars.again")}
          </Button>
        </div>
      </form>
    );
  }
  if (kind === "ics") return null;
  return (
    <div>
      {consent.error && <Failure error={consent.error} />}
      <Button
        kind="quiet"
        busy={consent.isPending}
        onClick={() => {
          if (kind === "google" || kind === "microsoft") consent.mutate(kind);
          else setOpen(true);
        }}
      >
        {t("calendars.again")}
      </Button>
    </div>
  );
}

interface CalendarRowProps {
  calendar: Calendar;
  provider: boolean;
  zone: string;
}

function CalendarRow({ calendar, provider, zone }: CalendarRowProps) {
  const { t, tn, format } = useWords();
  const choose = useChoose(calendar.id);
  const toggle = (
    name: "blocks" | "receives" | "tentativeBlocks" | "wholeDaysBlock" | "closedWhenUnreadable",
  ) => ({
    name: `${name}-${calendar.id}`,
    checked: calendar[name],
    disabled: choose.isPending,
    onChange: () => choose.mutate({ [name]: !calendar[name] }),
  });
  return (
    <div className="line stack stack--small" role="group" aria-label={calendar.name}>
      <p className="row row--apart">
        <strong>{calendar.name}</strong>
        <span className="soft small">
          {calendar.lastReadAt
            ? t("calendars.read", { when: format.dateTime(calendar.lastReadAt, zone) })
            : t("calendars.unread")}
        </span>
      </p>
      {calendar.problem && (
        <p className="field__error">{t(`calendars.problem.${calendar.problem}`)}</p>
      )}
      {calendar.degraded && <p className="field__error">{t("calendars.degraded")}</p>}
      {calendar.unreadEvents > 0 && (
        <p className="soft small">{tn("calendars.unreadEvents", calendar.unreadEvents)}</p>
      )}
      {provider && <Choice {...toggle("blocks")} label={t("calendars.blocks")} />}
      {calendar.writable && <Choice {...toggle("receives")} label={t("calendars.receives")} />}
      {provider && calendar.blocks && (
        <details className="details">
          <summary>{t("calendars.more")}</summary>
          <div className="stack stack--small">
            <Choice {...toggle("tentativeBlocks")} label={t("calendars.tentative")} />
            <Choice {...toggle("wholeDaysBlock")} label={t("calendars.wholeDays")} />
            <Choice {...toggle("closedWhenUnreadable")} label={t("calendars.closed")} />
          </div>
        </details>
      )}
      {choose.error && <Failure error={choose.error} />}
    </div>
  );
}
