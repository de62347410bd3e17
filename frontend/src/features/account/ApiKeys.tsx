import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { api, body, data } from "../../api/client";
import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure, Notice, QueryView } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { secret, text } from "../forms";
import { useZone } from "../session/useSession";

type ApiKey = components["schemas"]["ApiKeyOut"];
const KEY = ["security", "api-keys"];
type Scope = components["schemas"]["ApiKeyWish"]["scopes"][number];
const AREAS = ["bookings", "providers", "calendars", "payments", "reviews", "webhooks"] as const;
const SCOPES: readonly Scope[] = AREAS.flatMap((area) => [
  `${area}:read` as const,
  `${area}:write` as const,
]);

/** Keys for programs of one's own; each may do no more than it was made for. */
export function ApiKeys() {
  const { t } = useWords();
  const keys = useQuery({
    queryKey: KEY,
    queryFn: () => data(api.GET("/v1/users/me/api-keys")),
  });
  return (
    <section className="sheet stack">
      <h2>{t("keys.title")}</h2>
      <p className="soft">{t("keys.text")}</p>
      <QueryView query={keys}>
        {(found) => (
          <ul>
            {found.map((key) => (
              <Row key={key.id} apiKey={key} />
            ))}
          </ul>
        )}
      </QueryView>
      <NewKey />
    </section>
  );
}

function Row({ apiKey }: { apiKey: ApiKey }) {
  const { t, format } = useWords();
  const zone = useZone();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () =>
      body(
        api.DELETE("/v1/users/me/api-keys/{key_id}", { params: { path: { key_id: apiKey.id } } }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <li className="row row--apart line">
      <span>
        <strong>{apiKey.name}</strong> <code dir="ltr">{apiKey.begins}…</code>
        <br />
        <span className="soft small" dir="ltr">
          {apiKey.scopes.join(", ")}
        </span>
        <br />
        <span className="soft small">
          {apiKey.lastUsedAt
            ? t("devices.used", { when: format.dateTime(apiKey.lastUsedAt, zone) })
            : t("keys.unused")}
        </span>
        {revoke.error && <Failure error={revoke.error} />}
      </span>
      <Button
        kind="danger"
        busy={revoke.isPending}
        onClick={() => revoke.mutate()}
        aria-label={t("keys.revokeNamed", { name: apiKey.name })}
      >
        {t("keys.revoke")}
      </Button>
    </li>
  );
}

function NewKey() {
  const { t } = useWords();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const make = useMutation({
    mutationFn: (form: FormData) =>
      data(
        api.POST("/v1/users/me/api-keys", {
          body: {
            name: text(form, "name"),
            scopes: SCOPES.filter((scope) => form.getAll("scopes").includes(scope)),
            password: secret(form, "password"),
          },
        }),
      ),
    onSuccess: () => {
      setOpen(false);
      void queries.invalidateQueries({ queryKey: KEY });
    },
  });
  const errorAt = useFieldErrors(make.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!make.isPending) make.mutate(new FormData(event.currentTarget));
  };
  if (!open) {
    return (
      <>
        {make.data && (
          <Notice kind="wait">
            <p>{t("keys.once")}</p>
            <code className="secret" dir="ltr">
              {make.data.secret}
            </code>
          </Notice>
        )}
        <div>
          <Button kind="quiet" onClick={() => setOpen(true)}>
            {t("keys.make")}
          </Button>
        </div>
      </>
    );
  }
  return (
    <form className="form" onSubmit={submit}>
      {make.error && <Failure error={make.error} />}
      <TextField
        label={t("keys.name")}
        name="name"
        required
        maxLength={100}
        error={errorAt("name")}
      />
      <fieldset className="scopes">
        <legend className="field__label">{t("keys.scopes")}</legend>
        {SCOPES.map((scope) => (
          <label key={scope} className="choice">
            <input type="checkbox" name="scopes" value={scope} />
            <code dir="ltr">{scope}</code>
          </label>
        ))}
      </fieldset>
      <TextField
        label={t("field.currentPassword")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={errorAt("password")}
      />
      <div className="form__actions">
        <Button type="submit" busy={make.isPending}>
          {t("keys.make")}
        </Button>
        <Button kind="plain" onClick={() => setOpen(false)}>
          {t("action.close")}
        </Button>
      </div>
    </form>
  );
}
