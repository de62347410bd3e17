import { useState, type SubmitEvent } from "react";

import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure, QueryView } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { secret, text } from "../forms";
import { useConnect, useConsent, useKinds, type Kind } from "./useCalendars";

/** What this house can connect: by the company's own consent, or by an address. */
export function Connect() {
  const { t } = useWords();
  const kinds = useKinds();
  const [open, setOpen] = useState<Kind | null>(null);
  const consent = useConsent();
  return (
    <section className="sheet stack" aria-label={t("calendars.connect")}>
      <h2>{t("calendars.connect")}</h2>
      {consent.error && <Failure error={consent.error} />}
      <QueryView query={kinds}>
        {(found) => (
          <div className="row">
            {found.map((kind) => (
              <Button
                key={kind.kind}
                kind="quiet"
                aria-expanded={kind.needs === "CONSENT" ? undefined : open === kind}
                busy={consent.isPending && consent.variables === kind.kind}
                onClick={() => {
                  if (kind.kind === "google" || kind.kind === "microsoft")
                    consent.mutate(kind.kind);
                  else setOpen(open === kind ? null : kind);
                }}
              >
                {t(`calendars.kind.${nameOf(kind)}`)}
              </Button>
            ))}
          </div>
        )}
      </QueryView>
      {open && <AddressForm key={open.kind} kind={open} done={() => setOpen(null)} />}
    </section>
  );
}

export function nameOf({ kind }: { kind: string }): "google" | "microsoft" | "caldav" | "ics" {
  return kind === "google" || kind === "microsoft" || kind === "caldav" ? kind : "ics";
}

function AddressForm({ kind, done }: { kind: Kind; done: () => void }) {
  const { t } = useWords();
  const connect = useConnect();
  const errorAt = useFieldErrors(connect.error);
  const withPassword = kind.needs === "PASSWORD";
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (connect.isPending) return;
    const form = new FormData(event.currentTarget);
    connect.mutate(
      {
        kind: withPassword ? "caldav" : "ics",
        url: text(form, "url"),
        username: text(form, "username"),
        password: secret(form, "password"),
      },
      { onSuccess: done },
    );
  };
  return (
    <form className="form" onSubmit={submit}>
      {connect.error && <Failure error={connect.error} />}
      <TextField
        label={t("calendars.url")}
        hint={withPassword ? t("calendars.caldavHint") : t("calendars.icsHint")}
        name="url"
        type="url"
        dir="ltr"
        required
        maxLength={2000}
        error={errorAt("url")}
      />
      {withPassword && (
        <div className="form__row">
          <TextField
            label={t("calendars.username")}
            name="username"
            dir="ltr"
            required
            maxLength={320}
            autoComplete="off"
            error={errorAt("username")}
          />
          <TextField
            label={t("calendars.password")}
            hint={t("calendars.passwordHint")}
            name="password"
            type="password"
            dir="ltr"
            required
            maxLength={500}
            autoComplete="off"
            error={errorAt("password")}
          />
        </div>
      )}
      <div className="form__actions">
        <Button type="submit" busy={connect.isPending}>
          {t("calendars.submit")}
        </Button>
        <Button kind="plain" onClick={done}>
          {t("action.close")}
        </Button>
      </div>
    </form>
  );
}
