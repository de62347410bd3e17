import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SubmitEvent } from "react";

import { api, data } from "../../api/client";
import type { Me } from "../../api/types";
import { Button } from "../../design/Button";
import { SelectField, TextField } from "../../design/Field";
import { Failure, Notice } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { isLanguage, LANGUAGES, useWords } from "../../i18n";
import { text } from "../forms";
import { ZoneField } from "../ZoneField";

export function ProfileForm({ me }: { me: Me }) {
  const { t, choose } = useWords();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const locale = text(form, "locale");
      return data(
        api.PUT("/v1/users/me", {
          body: {
            firstName: text(form, "firstName"),
            lastName: text(form, "lastName"),
            phone: text(form, "phone") || null,
            timezone: text(form, "timezone"),
            locale: isLanguage(locale) ? locale : "en",
          },
        }),
      );
    },
    onSuccess: (changed) => {
      queries.setQueryData(["me"], changed);
      if (isLanguage(changed.locale)) choose(changed.locale);
    },
  });
  const errorAt = useFieldErrors(save.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="form sheet" onSubmit={submit}>
      <h2>{t("account.you")}</h2>
      {save.error && <Failure error={save.error} />}
      <div className="form__row">
        <TextField
          label={t("field.firstName")}
          name="firstName"
          autoComplete="given-name"
          required
          maxLength={100}
          defaultValue={me.firstName}
          error={errorAt("firstName")}
        />
        <TextField
          label={t("field.lastName")}
          name="lastName"
          autoComplete="family-name"
          required
          maxLength={100}
          defaultValue={me.lastName}
          error={errorAt("lastName")}
        />
      </div>
      <TextField
        label={t("field.phone")}
        name="phone"
        type="tel"
        autoComplete="tel"
        maxLength={32}
        defaultValue={me.phone ?? ""}
        hint={t("field.phoneHint")}
        error={errorAt("phone")}
      />
      <div className="form__row">
        <SelectField
          label={t("field.language")}
          name="locale"
          defaultValue={me.locale}
          error={errorAt("locale")}
        >
          {LANGUAGES.map((one) => (
            <option key={one.code} value={one.code} lang={one.code}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <ZoneField zone={me.timezone} error={errorAt("timezone")} />
      </div>
      <div className="form__actions">
        <Button type="submit" busy={save.isPending}>
          {t("action.save")}
        </Button>
        {save.isSuccess && <Notice kind="good">{t("state.saved")}</Notice>}
      </div>
    </form>
  );
}
