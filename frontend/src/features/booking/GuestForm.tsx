import { useMutation } from "@tanstack/react-query";
import type { SubmitEvent } from "react";

import { api, data } from "../../api/client";
import { isProblem } from "../../api/problem";
import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure, Notice } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { text } from "../forms";
import { holdOf, type Draft } from "./draft";
import { given } from "./questions";

interface GuestFormProps {
  draft: Draft;
  zone: string;
  /** The time could not be kept: what is free nearby stands behind the dialog. */
  refused: (error: unknown) => void;
}

/** A booking without an account: the time is kept, and a mailed link confirms the address. */
export function GuestForm({ draft, zone, refused }: GuestFormProps) {
  const { t, language, format } = useWords();
  const ask = useMutation({
    mutationFn: (form: FormData) => {
      const wish = holdOf(draft, zone, new Date());
      if (!wish) throw new Error("no time is chosen");
      const body = {
        ...wish,
        timezone: zone,
        firstName: text(form, "firstName"),
        lastName: text(form, "lastName"),
        email: text(form, "guestEmail"),
        locale: language,
        notes: draft.notes.trim() || null,
        ...given(draft.answers),
      };
      return data(api.POST("/v1/guest-bookings", { body }));
    },
    onError: (error) => {
      if (isProblem(error, "SLOT_TAKEN", "NOT_OFFERED")) refused(error);
    },
  });
  const errorAt = useFieldErrors(ask.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!ask.isPending) ask.mutate(new FormData(event.currentTarget));
  };
  if (ask.isSuccess) {
    return (
      <Notice kind="good">
        <p>
          <strong>{t("guest.askedTitle")}</strong>
        </p>
        <p>{t("guest.asked", { when: format.time(ask.data.holdExpiresAt, zone) })}</p>
      </Notice>
    );
  }
  return (
    <form className="form" onSubmit={submit}>
      <p className="soft">{t("guest.text")}</p>
      {ask.error && <Failure error={ask.error} />}
      <div className="form__row">
        <TextField
          label={t("field.firstName")}
          name="firstName"
          autoComplete="given-name"
          maxLength={100}
          required
          error={errorAt("firstName")}
        />
        <TextField
          label={t("field.lastName")}
          name="lastName"
          autoComplete="family-name"
          maxLength={100}
          required
          error={errorAt("lastName")}
        />
      </div>
      <TextField
        label={t("field.email")}
        name="guestEmail"
        type="email"
        autoComplete="email"
        maxLength={254}
        required
        error={errorAt("email")}
      />
      <div className="form__actions">
        <Button type="submit" busy={ask.isPending}>
          {t("guest.submit")}
        </Button>
      </div>
    </form>
  );
}
