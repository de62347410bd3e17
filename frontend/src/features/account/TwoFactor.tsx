import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { api, body, data } from "../../api/client";
import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure, Notice, QueryView } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { secret, text } from "../forms";
import { QrCode } from "./QrCode";
import { useSecurityChanged, useTwoFactor } from "./useSecurity";

type Standing = components["schemas"]["Standing"];

/** A second factor for the login: an authenticator app, and codes for the day on which it is lost. */
export function TwoFactor() {
  const { t } = useWords();
  const standing = useTwoFactor();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <section className="sheet stack">
      <h2>{t("factor.title")}</h2>
      <p className="soft">{t("factor.text")}</p>
      {codes && <RecoveryCodes codes={codes} done={() => setCodes(null)} />}
      <QueryView query={standing}>
        {(found) =>
          found.enabled ? <On standing={found} told={setCodes} /> : <Off told={setCodes} />
        }
      </QueryView>
    </section>
  );
}

function Off({ told }: { told: (codes: readonly string[]) => void }) {
  const { t } = useWords();
  const changed = useSecurityChanged();
  const prepare = useMutation({
    mutationFn: (password: string) =>
      data(api.POST("/v1/users/me/two-factor", { body: { password } })),
  });
  const confirm = useMutation({
    mutationFn: (code: string) =>
      data(api.POST("/v1/users/me/two-factor/confirm", { body: { code } })),
    onSuccess: async ({ recoveryCodes }) => {
      told(recoveryCodes);
      await changed();
    },
  });
  if (!prepare.data) {
    return (
      <PasswordStep
        label={t("factor.begin")}
        error={prepare.error}
        busy={prepare.isPending}
        send={(password) => prepare.mutate(password)}
      />
    );
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirm.mutate(text(new FormData(event.currentTarget), "code"));
  };
  return (
    <form className="form" onSubmit={submit}>
      <p>{t("factor.scan")}</p>
      <QrCode text={prepare.data.uri} label={t("factor.picture")} />
      <p>
        {t("factor.type")}{" "}
        <code className="secret" dir="ltr">
          {prepare.data.secret}
        </code>
      </p>
      {confirm.error && <Failure error={confirm.error} />}
      <TextField
        label={t("factor.code")}
        name="code"
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
      />
      <div className="form__actions">
        <Button type="submit" busy={confirm.isPending}>
          {t("factor.turnOn")}
        </Button>
      </div>
    </form>
  );
}

interface OnProps {
  standing: Standing;
  told: (codes: readonly string[]) => void;
}

function On({ standing, told }: OnProps) {
  const { t, tn } = useWords();
  const changed = useSecurityChanged();
  const [doing, setDoing] = useState<"codes" | "off" | null>(null);
  const act = useMutation({
    mutationFn: async (password: string) => {
      if (doing === "off") {
        await body(api.POST("/v1/users/me/two-factor/removal", { body: { password } }));
        return null;
      }
      return data(api.POST("/v1/users/me/two-factor/recovery-codes", { body: { password } }));
    },
    onSuccess: async (made) => {
      if (made) told(made.recoveryCodes);
      setDoing(null);
      await changed();
    },
  });
  return (
    <>
      <Notice kind={standing.recoveryCodesLeft > 2 ? "good" : "wait"}>
        <p>{t("factor.on")}</p>
        <p className="small">{tn("factor.codesLeft", standing.recoveryCodesLeft)}</p>
      </Notice>
      {doing ? (
        <PasswordStep
          label={doing === "off" ? t("factor.turnOff") : t("factor.newCodes")}
          error={act.error}
          busy={act.isPending}
          send={(password) => act.mutate(password)}
        />
      ) : (
        <div className="row">
          <Button kind="quiet" onClick={() => setDoing("codes")}>
            {t("factor.newCodes")}
          </Button>
          <Button kind="danger" onClick={() => setDoing("off")}>
            {t("factor.turnOff")}
          </Button>
        </div>
      )}
    </>
  );
}

interface PasswordStepProps {
  label: string;
  error: unknown;
  busy: boolean;
  send: (password: string) => void;
}

export function PasswordStep({ label, error, busy, send }: PasswordStepProps) {
  const { t } = useWords();
  const errorAt = useFieldErrors(error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) send(secret(new FormData(event.currentTarget), "password"));
  };
  return (
    <form className="form" onSubmit={submit}>
      {Boolean(error) && <Failure error={error} />}
      <TextField
        label={t("field.currentPassword")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={errorAt("password")}
      />
      <div className="form__actions">
        <Button type="submit" kind="quiet" busy={busy}>
          {label}
        </Button>
      </div>
    </form>
  );
}

function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const { t } = useWords();
  return (
    <Notice kind="wait">
      <p>
        <strong>{t("factor.keep")}</strong>
      </p>
      <ul className="recovery" dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div>
        <Button kind="quiet" onClick={done}>
          {t("factor.kept")}
        </Button>
      </div>
    </Notice>
  );
}
