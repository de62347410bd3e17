import { useMutation } from "@tanstack/react-query";
import type { ReactNode, SubmitEvent } from "react";

import { api, data, ifMatch } from "../../api/client";
import type { Provider } from "../../api/types";
import { Button } from "../../design/Button";
import { Choice, SelectField, TextArea, TextField } from "../../design/Field";
import { Failure } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { SPOKEN } from "../../i18n/format";
import { checked, codes, number, text, wordsOf } from "../forms";
import { useMe, useZone } from "../session/useSession";
import { ZoneField } from "../ZoneField";
import { useWorkChanged } from "./useWork";

const CURRENCIES = ["EUR", "GBP", "USD", "CHF", "JPY", "CAD", "AUD", "SEK", "PLN", "AED"];
const MEETINGS = ["ONLINE", "IN_PERSON", "BOTH"] as const;
const HOURS_FREE = [0, 6, 12, 24, 48, 72];
const SHARES_KEPT = [0, 25, 50, 75, 100];

interface ProfileFormProps {
  profile: Provider | null;
  etag: string | null;
  submit: string;
  saved?: () => void;
  children?: ReactNode;
}

/** One form for the first profile and for every change of it. */
export function ProfileForm({ profile, etag, submit, saved, children }: ProfileFormProps) {
  const { t, format } = useWords();
  const me = useMe().data;
  const zone = useZone();
  const changed = useWorkChanged();
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const body = written(form, profile);
      return profile
        ? data(
            api.PUT("/v1/providers/{provider_id}", {
              params: { path: { provider_id: profile.id }, header: ifMatch(etag) },
              body,
            }),
          )
        : data(api.POST("/v1/providers", { body }));
    },
    onSuccess: async () => {
      await changed();
      saved?.();
    },
    onError: () => void changed(),
  });
  const errorAt = useFieldErrors(save.error);
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(new FormData(event.currentTarget));
  };
  const currencies = [...new Set([profile?.currency ?? "EUR", ...CURRENCIES])];
  return (
    <form className="form" onSubmit={send}>
      {save.error && <Failure error={save.error} />}
      <TextField
        label={t("work.name")}
        name="name"
        required
        maxLength={120}
        defaultValue={profile?.name ?? (me ? `${me.firstName} ${me.lastName}` : "")}
        error={errorAt("name")}
      />
      <TextArea
        label={t("work.bio")}
        hint={t("work.bioHint")}
        name="bio"
        maxLength={5000}
        rows={5}
        defaultValue={profile?.bio}
        error={errorAt("bio")}
      />
      <TextField
        label={t("work.specializations")}
        hint={t("work.specializationsHint")}
        name="specializations"
        required
        defaultValue={profile?.specializations.map(wordsOf).join(", ")}
        error={errorAt("specializations")}
      />
      <TextField
        label={t("work.languages")}
        hint={t("work.languagesHint")}
        name="languages"
        list="spoken"
        defaultValue={(profile?.languages ?? ["english"]).map(wordsOf).join(", ")}
        error={errorAt("languages")}
      />
      <datalist id="spoken">
        {Object.keys(SPOKEN).map((name) => (
          <option key={name} value={wordsOf(name)} />
        ))}
      </datalist>
      <div className="form__row">
        <TextField
          label={t("work.rate")}
          name="hourlyRate"
          type="number"
          min={0}
          step="any"
          inputMode="decimal"
          required
          defaultValue={profile?.hourlyRate}
          error={errorAt("hourlyRate")}
        />
        <SelectField
          label={t("work.currency")}
          name="currency"
          defaultValue={profile?.currency ?? "EUR"}
          error={errorAt("currency")}
        >
          {currencies.map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </SelectField>
      </div>
      <div className="form__row">
        <SelectField
          label={t("work.meeting")}
          name="meeting"
          defaultValue={profile?.meeting ?? "ONLINE"}
          error={errorAt("meeting")}
        >
          {MEETINGS.map((meeting) => (
            <option key={meeting} value={meeting}>
              {t(`work.meeting.${meeting}`)}
            </option>
          ))}
        </SelectField>
        <ZoneField zone={profile?.timezone ?? zone} error={errorAt("timezone")} />
      </div>
      <TextField
        label={t("work.address")}
        name="address"
        maxLength={300}
        autoComplete="street-address"
        defaultValue={profile?.location?.address ?? ""}
        error={errorAt("location.address")}
      />
      <TextField
        label={t("work.video")}
        hint={t("work.videoHint")}
        name="videoLink"
        type="url"
        maxLength={2000}
        defaultValue={profile?.videoLink ?? ""}
        error={errorAt("videoLink")}
      />
      {profile && (
        <>
          <div className="form__row">
            <SelectField
              label={t("work.freeHours")}
              name="freeHours"
              defaultValue={profile.cancellationPolicy.freeHours}
            >
              {[...new Set([...HOURS_FREE, profile.cancellationPolicy.freeHours])]
                .sort((a, b) => a - b)
                .map((hours) => (
                  <option key={hours} value={hours}>
                    {format.minutes(hours * 60)}
                  </option>
                ))}
            </SelectField>
            <SelectField
              label={t("work.latePercent")}
              name="latePercent"
              defaultValue={profile.cancellationPolicy.latePercent}
            >
              {[...new Set([...SHARES_KEPT, profile.cancellationPolicy.latePercent])]
                .sort((a, b) => a - b)
                .map((share) => (
                  <option key={share} value={share}>
                    {t("work.percent", { n: format.number(share) })}
                  </option>
                ))}
            </SelectField>
          </div>
          <Choice name="published" defaultChecked={profile.published} label={t("work.published")} />
        </>
      )}
      <div className="form__actions">
        <Button type="submit" busy={save.isPending}>
          {submit}
        </Button>
        {children}
      </div>
    </form>
  );
}

function written(form: FormData, profile: Provider | null) {
  const address = text(form, "address") || null;
  const rate = {
    hourlyRate: number(form, "hourlyRate"),
    currency: text(form, "currency"),
  };
  const later = profile && {
    published: checked(form, "published"),
    cancellationPolicy: {
      freeHours: number(form, "freeHours"),
      latePercent: number(form, "latePercent"),
    },
  };
  return {
    name: text(form, "name"),
    bio: text(form, "bio"),
    specializations: codes(text(form, "specializations")),
    languages: codes(text(form, "languages")),
    ...rate,
    meeting: MEETINGS.find((one) => one === form.get("meeting")) ?? ("ONLINE" as const),
    timezone: text(form, "timezone"),
    location: address || profile?.location ? { ...profile?.location, address } : null,
    videoLink: text(form, "videoLink") || null,
    ...(later ?? {}),
  };
}
