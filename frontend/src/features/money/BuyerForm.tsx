import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SubmitEvent } from "react";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure, Notice, QueryView } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { text } from "../forms";
import { AddressFields, addressOf } from "./AddressFields";

type Buyer = components["schemas"]["BuyerBillingOut"];

/** What stands on invoices as the one who pays. */
export function BuyerForm() {
  const { t } = useWords();
  const billing = useQuery({
    queryKey: ["billing", "buyer"],
    queryFn: () => data(api.GET("/v1/users/me/billing")),
  });
  return (
    <section className="sheet stack">
      <h2>{t("billing.buyer")}</h2>
      <p className="soft">{t("billing.buyerText")}</p>
      <QueryView query={billing}>{(found) => <Form billing={found} />}</QueryView>
    </section>
  );
}

function Form({ billing }: { billing: Buyer }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (form: FormData) =>
      data(
        api.PUT("/v1/users/me/billing", {
          body: { name: text(form, "name"), ...addressOf(form) },
        }),
      ),
    onSuccess: (saved) => queries.setQueryData(["billing", "buyer"], saved),
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
        label={t("billing.name")}
        name="name"
        required
        maxLength={200}
        defaultValue={billing.name}
        error={errorAt("name")}
      />
      <AddressFields billing={billing} errorAt={errorAt} />
      <div className="form__actions">
        <Button type="submit" kind="quiet" busy={save.isPending}>
          {t("action.save")}
        </Button>
        {save.isSuccess && <Notice kind="good">{t("state.saved")}</Notice>}
      </div>
    </form>
  );
}
