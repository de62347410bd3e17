import { useMutation } from "@tanstack/react-query";
import type { SubmitEvent } from "react";

import { api, data } from "../../api/client";
import type { NewOffering, Offering, Provider } from "../../api/types";
import { Button } from "../../design/Button";
import { Choice, SelectField, TextArea, TextField } from "../../design/Field";
import { Failure } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { checked, number, text } from "../forms";
import { useWorkChanged } from "./useWork";

const BUFFERS = [0, 5, 10, 15, 30, 60];
const NOTICES = [0, 60, 120, 240, 720, 1440, 2880];

interface OfferingFormProps {
  profile: Provider;
  offering: Offering | null;
  submit: string;
  saved: () => void;
  /** The guide asks for the least that can be booked. */
  brief?: boolean;
}

export function OfferingForm({
  profile,
  offering,
  submit,
  saved,
  brief = false,
}: OfferingFormProps) {
  const { t } = useWords();
  const changed = useWorkChanged();
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const body = written(form, brief, offering?.payment);
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
          defaultValue={offering?.durationMinutes ?? 60}
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
      <Choice
        name="later"
        defaultChecked={offering?.payment === "LATER"}
        label={t("offering.later")}
      />
      {!brief && <Details offering={offering} errorAt={errorAt} />}
      <div className="form__actions">
        <Button type="submit" busy={save.isPending}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

interface DetailsProps {
  offering: Offering | null;
  errorAt: (field: string) => string | undefined;
}

function Details({ offering, errorAt }: DetailsProps) {
  const { t } = useWords();
  return (
    <>
      <div className="form__row">
        <MinutesField
          label={t("offering.before")}
          name="bufferBeforeMinutes"
          choices={BUFFERS}
          value={offering?.bufferBeforeMinutes ?? 0}
        />
        <MinutesField
          label={t("offering.after")}
          name="bufferAfterMinutes"
          choices={BUFFERS}
          value={offering?.bufferAfterMinutes ?? 0}
        />
      </div>
      <div className="form__row">
        <MinutesField
          label={t("offering.notice")}
          name="noticeMinutes"
          choices={NOTICES}
          value={offering?.noticeMinutes ?? 120}
        />
        <TextField
          label={t("offering.horizon")}
          name="horizonDays"
          type="number"
          min={1}
          max={730}
          required
          defaultValue={offering?.horizonDays ?? 60}
          error={errorAt("horizonDays")}
        />
      </div>
      <Choice
        name="active"
        defaultChecked={offering?.active ?? true}
        label={t("offering.active")}
      />
    </>
  );
}

interface MinutesFieldProps {
  label: string;
  name: string;
  choices: readonly number[];
  value: number;
}

function MinutesField({ label, name, choices, value }: MinutesFieldProps) {
  const { format } = useWords();
  return (
    <SelectField label={label} name={name} defaultValue={value}>
      {[...new Set([...choices, value])]
        .sort((a, b) => a - b)
        .map((minutes) => (
          <option key={minutes} value={minutes}>
            {format.minutes(minutes)}
          </option>
        ))}
    </SelectField>
  );
}

function written(form: FormData, brief: boolean, before?: string): NewOffering {
  const details = brief
    ? {}
    : {
        bufferBeforeMinutes: number(form, "bufferBeforeMinutes"),
        bufferAfterMinutes: number(form, "bufferAfterMinutes"),
        noticeMinutes: number(form, "noticeMinutes"),
        horizonDays: number(form, "horizonDays"),
        active: checked(form, "active"),
      };
  return {
    title: text(form, "title"),
    description: text(form, "description"),
    durationMinutes: number(form, "durationMinutes"),
    price: number(form, "price"),
    needsApproval: checked(form, "needsApproval"),
    payment: checked(form, "later") ? "LATER" : before === "CARD" ? "CARD" : "NOW",
    ...details,
  };
}
