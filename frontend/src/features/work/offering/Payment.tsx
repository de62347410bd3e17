import { useState } from "react";

import type { Offering } from "../../../api/types";
import { SelectField, TextField } from "../../../design/Field";
import { useWords } from "../../../i18n";

export const PAYMENTS = ["NOW", "LATER", "CARD"] as const;
export type PaymentWay = (typeof PAYMENTS)[number];

interface PaymentProps {
  offering: Offering | null;
  brief: boolean;
  errorAt: (field: string) => string | undefined;
}

/** When clients pay, and what is kept of those who do not come. */
export function Payment({ offering, brief, errorAt }: PaymentProps) {
  const { t } = useWords();
  const [way, setWay] = useState(offering?.payment ?? "NOW");
  return (
    <>
      <SelectField
        label={t("payment.title")}
        hint={way === "CARD" ? t("payment.cardHint") : undefined}
        name="payment"
        value={way}
        error={errorAt("payment")}
        onChange={(event) => setWay(event.target.value)}
      >
        {PAYMENTS.map((one) => (
          <option key={one} value={one}>
            {t(`payment.${one}`)}
          </option>
        ))}
      </SelectField>
      {!brief && (
        <div className="form__row">
          {way === "NOW" && (
            <TextField
              label={t("payment.deposit")}
              name="depositPercent"
              type="number"
              min={1}
              max={100}
              required
              defaultValue={offering?.depositPercent ?? 100}
              error={errorAt("depositPercent")}
            />
          )}
          <TextField
            label={t("payment.noShow")}
            name="noShowPercent"
            type="number"
            min={0}
            max={100}
            required
            defaultValue={offering?.noShowPercent ?? 0}
            error={errorAt("noShowPercent")}
          />
        </div>
      )}
    </>
  );
}
