import type { SubmitEvent } from "react";

import { Button } from "../../../design/Button";
import { Choice, TextField } from "../../../design/Field";
import { Failure, Notice, QueryView } from "../../../design/States";
import { useFieldErrors } from "../../../design/useProblemText";
import { useWords } from "../../../i18n";
import { text } from "../../forms";
import { saveHolidays, useHolidays, useTimeChange, type Holidays } from "./useTime";

/** Closed on the public holidays of a country, but for those on which one works all the same. */
export function HolidayBox({ providerId }: { providerId: number }) {
  const { t } = useWords();
  const holidays = useHolidays(providerId);
  return (
    <section className="stack" aria-label={t("holidays.title")}>
      <h2>{t("holidays.title")}</h2>
      <p className="soft">{t("holidays.text")}</p>
      <QueryView query={holidays}>
        {(found) => <Editor holidays={found} providerId={providerId} />}
      </QueryView>
    </section>
  );
}

function Editor({ holidays, providerId }: { holidays: Holidays; providerId: number }) {
  const { t, tn, format } = useWords();
  const save = useTimeChange((next: Parameters<typeof saveHolidays>[1]) =>
    saveHolidays(providerId, next),
  );
  const errorAt = useFieldErrors(save.error);
  const { country, subdivision, worked } = holidays;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending) return;
    const form = new FormData(event.currentTarget);
    save.mutate({
      country: text(form, "country").toUpperCase() || null,
      subdivision: text(form, "subdivision").toUpperCase() || null,
      worked: text(form, "country").toUpperCase() === country ? worked : [],
    });
  };
  const toggle = (date: string, name: string, works: boolean) => {
    const others = worked.filter((one) => one !== date && one !== name);
    save.mutate({ country, subdivision, worked: works ? [...others, date] : others });
  };
  return (
    <>
      <form className="form" onSubmit={submit}>
        {save.error && <Failure error={save.error} />}
        <div className="form__row">
          <TextField
            label={t("billing.country")}
            hint={t("billing.countryHint")}
            name="country"
            maxLength={2}
            defaultValue={country ?? ""}
            error={errorAt("country")}
          />
          <TextField
            label={t("holidays.part")}
            hint={t("holidays.partHint")}
            name="subdivision"
            maxLength={40}
            defaultValue={subdivision ?? ""}
            error={errorAt("subdivision")}
          />
        </div>
        <div>
          <Button type="submit" kind="quiet" busy={save.isPending}>
            {t("holidays.save")}
          </Button>
        </div>
      </form>
      {save.data && (
        <Notice kind={save.data.conflicts.length > 0 ? "wait" : "good"}>
          {save.data.conflicts.length > 0
            ? tn("hours.conflicts", save.data.conflicts.length)
            : t("state.saved")}
        </Notice>
      )}
      {holidays.coming.length > 0 && (
        <details className="details">
          <summary>{tn("holidays.coming", holidays.coming.length)}</summary>
          <ul>
            {holidays.coming.map((one) => (
              <li key={one.date} className="row row--apart line">
                <span>
                  {format.dayOfDate(one.date)} <span className="soft small">{one.name}</span>
                </span>
                <Choice
                  name={`worked-${one.date}`}
                  checked={one.worked}
                  disabled={save.isPending}
                  onChange={(event) => toggle(one.date, one.name, event.target.checked)}
                  label={t("holidays.work")}
                />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
