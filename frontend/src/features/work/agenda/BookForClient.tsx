import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useNavigate } from "react-router";

import { api, data } from "../../../api/client";
import type { Provider } from "../../../api/types";
import { Button } from "../../../design/Button";
import { Dialog } from "../../../design/Dialog";
import { SelectField, TextArea, TextField } from "../../../design/Field";
import { Empty, Failure, QueryView } from "../../../design/States";
import { useFieldErrors } from "../../../design/useProblemText";
import { useWords } from "../../../i18n";
import { number, text } from "../../forms";
import { instantOf } from "../../wallTime";

const ALL = 100;

interface BookForClientProps {
  profile: Provider;
  /** A wall time such as 2026-11-27T14:00. */
  at: string;
  close: () => void;
}

/** Somebody called: the provider books for a client of theirs. Their own hours and notice do not bind them. */
export function BookForClient({ profile, at, close }: BookForClientProps) {
  const { t } = useWords();
  const clients = useQuery({
    queryKey: ["work", "clients", profile.id, "all"],
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}/clients", {
          params: { path: { provider_id: profile.id }, query: { size: ALL } },
        }),
      ),
  });
  return (
    <Dialog title={t("forClient.title")} onClose={close}>
      <QueryView query={clients}>
        {(found) => {
          const named = found.filter((one) => one.name !== null);
          return named.length === 0 ? (
            <Empty title={t("clients.none")} text={t("forClient.noneText")} />
          ) : (
            <Form profile={profile} at={at} clients={named} />
          );
        }}
      </QueryView>
    </Dialog>
  );
}

interface FormProps {
  profile: Provider;
  at: string;
  clients: readonly { clientId: number; name: string | null }[];
}

function Form({ profile, at, clients }: FormProps) {
  const { t, format } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [key] = useState(() => `desk-${crypto.randomUUID()}`);
  const book = useMutation({
    mutationFn: (form: FormData) =>
      data(
        api.POST("/v1/providers/{provider_id}/bookings", {
          params: {
            path: { provider_id: profile.id },
            header: { "Idempotency-Key": key },
          },
          body: {
            clientId: number(form, "clientId"),
            offeringId: number(form, "offeringId"),
            startTime: instantOf(text(form, "startTime"), profile.timezone),
            notes: text(form, "notes") || null,
          },
        }),
      ),
    onSuccess: (booking) => {
      void queries.invalidateQueries({ queryKey: ["bookings"] });
      void navigate(`/bookings/${booking.id}`);
    },
  });
  const errorAt = useFieldErrors(book.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!book.isPending) book.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="form" onSubmit={submit}>
      <p className="soft">{t("forClient.text")}</p>
      {book.error && <Failure error={book.error} />}
      <SelectField label={t("booking.client")} name="clientId" error={errorAt("clientId")}>
        {clients.map((one) => (
          <option key={one.clientId} value={one.clientId}>
            {one.name}
          </option>
        ))}
      </SelectField>
      <SelectField label={t("booking.what")} name="offeringId" error={errorAt("offeringId")}>
        {profile.offerings
          .filter((one) => one.active)
          .map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}, {format.minutes(one.durationMinutes)}
            </option>
          ))}
      </SelectField>
      <TextField
        label={t("booking.when")}
        name="startTime"
        type="datetime-local"
        required
        defaultValue={at}
        error={errorAt("startTime")}
      />
      <TextArea
        label={t("timeOff.note")}
        name="notes"
        maxLength={500}
        rows={2}
        error={errorAt("notes")}
      />
      <div className="form__actions">
        <Button type="submit" busy={book.isPending}>
          {t("forClient.submit")}
        </Button>
      </div>
    </form>
  );
}
