import { useState, type SubmitEvent } from "react";

import type { Provider } from "../../../api/types";
import { Button } from "../../../design/Button";
import { Choice, SelectField, TextField } from "../../../design/Field";
import { Failure } from "../../../design/States";
import { useFieldErrors } from "../../../design/useProblemText";
import { useWords } from "../../../i18n";
import { checked, number, text } from "../../forms";
import { instantOf, wallClock } from "../../wallTime";
import { useCodeChanges, type CodeTerms, type PromoCode } from "./usePrices";

interface CodeFormProps {
  profile: Provider;
  code: PromoCode | null;
  saved: () => void;
}

export function CodeForm({ profile, code, saved }: CodeFormProps) {
  const { t } = useWords();
  const { save } = useCodeChanges(profile.id);
  const [kind, setKind] = useState(code?.amount ? "amount" : "percent");
  const errorAt = useFieldErrors(save.error);
  const until = code?.validUntil ? wallClock(profile.timezone, code.validUntil).date : "";
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const made = { id: code?.id ?? null, name: text(form, "code"), terms: written(form, profile) };
    if (!save.isPending) save.mutate(made, { onSuccess: saved });
  };
  return (
    <form className="form" onSubmit={send}>
      {save.error && <Failure error={save.error} />}
      <TextField
        label={t("promo.code")}
        hint={t("codes.codeHint")}
        name="code"
        required
        minLength={3}
        maxLength={40}
        pattern="[A-Za-z0-9_\-]+"
        readOnly={code !== null}
        defaultValue={code?.code}
        error={errorAt("code")}
      />
      <div className="form__row">
        <SelectField
          label={t("codes.kind")}
          name="kind"
          value={kind}
          onChange={(event) => setKind(event.target.value)}
        >
          <option value="percent">{t("codes.percent")}</option>
          <option value="amount">{t("codes.amount", { currency: profile.currency })}</option>
        </SelectField>
        <TextField
          key={kind}
          label={t("codes.howMuch")}
          name="off"
          type="number"
          min={kind === "percent" ? 1 : 0.01}
          max={kind === "percent" ? 100 : undefined}
          step={kind === "percent" ? 1 : "any"}
          inputMode="decimal"
          required
          defaultValue={(kind === "percent" ? code?.percent : code?.amount) ?? ""}
          error={errorAt(kind)}
        />
      </div>
      <div className="form__row">
        <TextField
          label={t("codes.most")}
          name="maxRedemptions"
          type="number"
          min={1}
          defaultValue={code?.maxRedemptions ?? ""}
          error={errorAt("maxRedemptions")}
        />
        <TextField
          label={t("codes.mostEach")}
          name="maxPerClient"
          type="number"
          min={1}
          defaultValue={code?.maxPerClient ?? ""}
          error={errorAt("maxPerClient")}
        />
      </div>
      <TextField
        label={t("codes.until")}
        name="validUntil"
        type="date"
        defaultValue={until}
        error={errorAt("validUntil")}
      />
      <Choice name="active" defaultChecked={code?.active ?? true} label={t("codes.active")} />
      <div className="form__actions">
        <Button type="submit" busy={save.isPending}>
          {t("action.save")}
        </Button>
      </div>
    </form>
  );
}

function written(form: FormData, profile: Provider): CodeTerms {
  const off = number(form, "off");
  const until = text(form, "validUntil");
  const limit = (name: string) => (text(form, name) ? number(form, name) : null);
  return {
    ...(text(form, "kind") === "percent"
      ? { percent: off }
      : { amount: off, currency: profile.currency }),
    maxRedemptions: limit("maxRedemptions"),
    maxPerClient: limit("maxPerClient"),
    validUntil: until ? instantOf(`${until}T23:59`, profile.timezone) : null,
    active: checked(form, "active"),
  };
}
