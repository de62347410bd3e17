import { useMutation } from "@tanstack/react-query";
import { useState, type KeyboardEvent } from "react";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import type { Offering } from "../../api/types";
import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { useProblemText } from "../../design/useProblemText";
import { useWords } from "../../i18n";

export type Discount = components["schemas"]["CodeChecked"] & { code: string };
const LONGEST = 40;

interface PromoFieldProps {
  offering: Offering;
  discount: Discount | null;
  apply: (discount: Discount | null) => void;
}

/** What a code would take off is shown before anything is booked; a booking tells the last word. */
export function PromoField({ offering, discount, apply }: PromoFieldProps) {
  const { t, has, format } = useWords();
  const say = useProblemText();
  const [code, setCode] = useState("");
  const check = useMutation({
    mutationFn: (typed: string) =>
      data(
        api.POST("/v1/promo-codes/check", {
          body: { code: typed, offeringId: offering.id, providerId: offering.providerId },
        }),
      ),
    onSuccess: (checked, typed) => apply(checked.usable ? { ...checked, code: typed } : null),
  });
  const submit = () => {
    if (code.trim() && !check.isPending) check.mutate(code.trim());
  };
  if (discount) {
    return (
      <p className="promo" role="status">
        <span>
          {t("promo.applied", {
            code: discount.code,
            amount: format.money(discount.discount, discount.currency),
          })}
        </span>
        <Button kind="plain" onClick={() => apply(null)}>
          {t("promo.remove")}
        </Button>
      </p>
    );
  }
  const key = `promo.${check.data?.reason ?? ""}`;
  const refused = check.data && !check.data.usable ? (has(key) ? t(key) : t("promo.no")) : null;
  return (
    <details className="promo-field">
      <summary>{t("promo.have")}</summary>
      <div className="promo-field__row">
        <TextField
          label={t("promo.code")}
          name="promoCode"
          maxLength={LONGEST}
          autoCapitalize="characters"
          autoComplete="off"
          value={code}
          error={refused ?? (check.error ? say(check.error) : undefined)}
          onChange={(event) => {
            check.reset();
            setCode(event.target.value);
          }}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            submit();
          }}
        />
        <Button kind="quiet" busy={check.isPending} onClick={submit}>
          {t("promo.apply")}
        </Button>
      </div>
    </details>
  );
}
