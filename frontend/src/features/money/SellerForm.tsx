import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SubmitEvent } from "react";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { Choice, TextField } from "../../design/Field";
import { Failure, Notice, QueryView } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { checked, number, text } from "../forms";
import { AddressFields, addressOf } from "./AddressFields";

type Seller = components["schemas"]["SellerBillingOut"];

/** What stands on a provider's invoices as the one who is paid. */
export function SellerForm({ providerId }: { providerId: number }) {
  const { t } = useWords();
  const path = { provider_id: providerId };
  const billing = useQuery({
    queryKey: ["billing", "seller", providerId],
    queryFn: () => data(api.GET("/v1/providers/{provider_id}/billing", { params: { path } })),
  });
  return (
    <section className="sheet stack">
      <h2>{t("billing.seller")}</h2>
      <p className="soft">{t("billing.sellerText")}</p>
      <QueryView query={billing}>
        {(found) => <Form providerId={providerId} billing={found} />}
      </QueryView>
    </section>
  );
}

function Form({ providerId, billing }: { providerId: number; billing: Seller }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (form: FormData) =>
      data(
        api.PUT("/v1/providers/{provider_id}/billing", {
          params: { path: { provider_id: providerId } },
          body: {
            legalName: text(form, "legalName"),
            ...addressOf(form),
            note: text(form, "note") || null,
            taxRate: Math.round(number(form, "taxPercent") * BASIS_POINTS),
            pricesIncludeTax: checked(form, "pricesIncludeTax"),
          },
        }),
      ),
    onSuccess: (saved) => queries.setQueryData(["billing", "seller", providerId], saved),
  });
  const errorAt = useFieldErrors(save.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="form" onSubmit={submit}>
      {save.error && <Failure error={save.error} />}
      <TextField
        label={t("billing.legalName")}
        name="legalName"
        required
        maxLength={200}
        defaultValue={billing.legalName}
        error={errorAt("legalName")}
      />
      <AddressFields billing={billing} errorAt={errorAt} />
      <TextField
        label={t("billing.taxRate")}
        name="taxPercent"
        type="number"
        min={0}
        max={100}
        step="0.01"
        inputMode="decimal"
        required
        defaultValue={billing.taxRate / BASIS_POINTS}
        error={errorAt("taxRate")}
      />
      <Choice
        name="pricesIncludeTax"
        defaultChecked={billing.pricesIncludeTax}
        label={t("billing.included")}
      />
      <TextField
        label={t("billing.note")}
        hint={t("billing.noteHint")}
        name="note"
        maxLength={500}
        defaultValue={billing.note ?? ""}
        error={errorAt("note")}
      />
      <div className="form__actions">
        <Button type="submit" kind="quiet" busy={save.isPending}>
          {t("action.save")}
        </Button>
        {save.isSuccess && <Notice kind="good">{t("state.saved")}</Notice>}
      </div>
    </form>
  );
}

const BASIS_POINTS = 100; // the API counts a rate in hundredths of a percent
