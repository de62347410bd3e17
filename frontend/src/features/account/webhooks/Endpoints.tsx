import { useState, type SubmitEvent } from "react";

import { Button } from "../../../design/Button";
import { TextField } from "../../../design/Field";
import { Empty, Failure, Notice, QueryView } from "../../../design/States";
import { useFieldErrors } from "../../../design/useProblemText";
import { useWords } from "../../../i18n";
import { text } from "../../forms";
import { EndpointCard } from "./EndpointCard";
import { useAddEndpoint, useEndpoints } from "./useWebhooks";

/** Programs of mine that are told of my bookings. */
export function Endpoints() {
  const { t } = useWords();
  const endpoints = useEndpoints();
  return (
    <div className="stack">
      <QueryView query={endpoints} cards={1}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t("hooks.none")} text={t("hooks.noneText")} />
          ) : (
            <ul className="list">
              {found.map((endpoint) => (
                <EndpointCard key={endpoint.id} endpoint={endpoint} />
              ))}
            </ul>
          )
        }
      </QueryView>
      <Add />
    </div>
  );
}

function Add() {
  const { t } = useWords();
  const add = useAddEndpoint();
  const [typed, setTyped] = useState(0);
  const errorAt = useFieldErrors(add.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const made = { url: text(form, "url"), description: text(form, "description") };
    if (!add.isPending) add.mutate(made, { onSuccess: () => setTyped(typed + 1) });
  };
  return (
    <form className="form sheet" key={typed} onSubmit={submit}>
      <h2>{t("hooks.add")}</h2>
      {add.data && <Secret secret={add.data.secret} />}
      {add.error && <Failure error={add.error} />}
      <TextField
        label={t("hooks.url")}
        name="url"
        type="url"
        required
        maxLength={2000}
        error={errorAt("url")}
      />
      <TextField
        label={t("hooks.description")}
        name="description"
        maxLength={200}
        error={errorAt("description")}
      />
      <div className="form__actions">
        <Button type="submit" kind="quiet" busy={add.isPending}>
          {t("hooks.add")}
        </Button>
      </div>
    </form>
  );
}

export function Secret({ secret }: { secret: string }) {
  const { t } = useWords();
  return (
    <Notice kind="wait">
      <p>{t("hooks.secret")}</p>
      <code className="secret" dir="ltr">
        {secret}
      </code>
    </Notice>
  );
}
