import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { api, data } from "../../api/client";
import type { Offering, Provider } from "../../api/types";
import { Button } from "../../design/Button";
import { Choice, TextArea, TextField } from "../../design/Field";
import { Failure } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { Details } from "./offering/Details";
import { LengthsEditor, type Length } from "./offering/LengthsEditor";
import { Payment } from "./offering/Payment";
import { QuestionsEditor, type Question } from "./offering/QuestionsEditor";
import { brief, whole } from "./offering/written";
import { useWorkChanged } from "./useWork";

const USUAL_MINUTES = 60;

interface OfferingFormProps {
  profile: Provider;
  offering: Offering | null;
  submit: string;
  saved: () => void;
  /** The guide asks for the least that can be booked. */
  short?: boolean;
}

export function OfferingForm({
  profile,
  offering,
  submit,
  saved,
  short = false,
}: OfferingFormProps) {
  const { t } = useWords();
  const changed = useWorkChanged();
  const [lengths, setLengths] = useState<Length[]>(offering?.furtherDurations ?? []);
  const [questions, setQuestions] = useState<Question[]>(offering?.questions ?? []);
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const body = short ? brief(form) : whole(form, { lengths, questions }, offering);
      const path = { provider_id: profile.id };
      return offering
        ? data(
            api.PUT("/v1/providers/{provider_id}/offerings/{offering_id}", {
              params: { path: { ...path, offering_id: offering.id } },
              body,
            }),
          )
        : data(api.POST("/v1/providers/{provider_id}/offerings", { params: { path }, body }));
    },
    onSuccess: async () => {
      await changed();
      saved();
    },
  });
  const errorAt = useFieldErrors(save.error);
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="form" onSubmit={send}>
      {save.error && <Failure error={save.error} />}
      <TextField
        label={t("offering.title")}
        name="title"
        required
        maxLength={120}
        defaultValue={offering?.title}
        error={errorAt("title")}
      />
      <TextArea
        label={t("offering.description")}
        name="description"
        maxLength={2000}
        rows={3}
        defaultValue={offering?.description}
        error={errorAt("description")}
      />
      <div className="form__row">
        <TextField
          label={t("offering.duration")}
          name="durationMinutes"
          type="number"
          min={5}
          max={1440}
          step={5}
          required
          defaultValue={offering?.durationMinutes ?? USUAL_MINUTES}
          error={errorAt("durationMinutes")}
        />
        <TextField
          label={t("offering.price", { currency: profile.currency })}
          name="price"
          type="number"
          min={0}
          step="any"
          inputMode="decimal"
          required
          defaultValue={offering?.price ?? profile.hourlyRate}
          error={errorAt("price")}
        />
      </div>
      <Choice
        name="needsApproval"
        defaultChecked={offering?.needsApproval}
        label={t("offering.needsApproval")}
      />
      <Payment offering={offering} brief={short} errorAt={errorAt} />
      {!short && (
        <>
          <LengthsEditor
            lengths={lengths}
            own={offering?.durationMinutes ?? USUAL_MINUTES}
            currency={profile.currency}
            change={setLengths}
            errorAt={errorAt}
          />
          <QuestionsEditor questions={questions} change={setQuestions} errorAt={errorAt} />
          <Details providerId={profile.id} offering={offering} errorAt={errorAt} />
        </>
      )}
      <div className="form__actions">
        <Button type="submit" busy={save.isPending}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
