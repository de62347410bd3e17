import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useSearchParams } from "react-router";

import { api, body } from "../../api/client";
import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { SelectField, TextField } from "../../design/Field";
import { PageHead } from "../../design/PageHead";
import { Pager } from "../../design/Pager";
import { Empty, Failure, QueryView } from "../../design/States";
import { text } from "../../features/forms";
import { browserZone } from "../../features/session/useSession";
import { useWords } from "../../i18n";

type Account = components["schemas"]["Account"];
const ROLES = ["CLIENT", "PROVIDER", "ADMIN"] as const;
const STATES = ["ACTIVE", "SUSPENDED", "DELETED"] as const;

/** Accounts: found by name or address, closed and opened again, given another role, signed out everywhere. */
export default function UsersPage() {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const q = params.get("q")?.trim().slice(0, 100) ?? "";
  const role = ROLES.find((one) => one === params.get("role"));
  const state = STATES.find((one) => one === params.get("state"));
  const page = Math.max(1, Number(params.get("page")) || 1);
  const users = useQuery({
    queryKey: ["admin", "users", q, role, state, page],
    queryFn: () => {
      const query = { page, ...(q ? { q } : {}), role, state };
      return body(api.GET("/v1/admin/users", { params: { query } }));
    },
    placeholderData: keepPreviousData,
  });
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    next.delete("page");
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: true });
  };
  return (
    <div className="stack">
      <PageHead title={t("users.title")} text={t("users.text")} />
      <div className="form__row">
        <TextField
          label={t("users.search")}
          name="q"
          type="search"
          maxLength={100}
          defaultValue={q}
          onChange={(event) => choose("q", event.target.value.trim())}
        />
        <SelectField
          label={t("users.role")}
          name="role"
          value={role ?? ""}
          onChange={(event) => choose("role", event.target.value)}
        >
          <option value="">{t("filter.any")}</option>
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {t(`users.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("money.state")}
          name="state"
          value={state ?? ""}
          onChange={(event) => choose("state", event.target.value)}
        >
          <option value="">{t("filter.any")}</option>
          {STATES.map((one) => (
            <option key={one} value={one}>
              {t(`users.${one}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <QueryView query={users} cards={3}>
        {(answer) =>
          answer.data.length === 0 ? (
            <Empty title={t("users.none")} />
          ) : (
            <>
              <ul className="list">
                {answer.data.map((account) => (
                  <Row key={account.id} account={account} />
                ))}
              </ul>
              <Pager pagination={answer.pagination} />
            </>
          )
        }
      </QueryView>
    </div>
  );
}

type Deed = { what: "close"; reason: string } | { what: "open" } | { what: "signOut" };

function Row({ account }: { account: Account }) {
  const { t, format } = useWords();
  const queries = useQueryClient();
  const [closing, setClosing] = useState(false);
  const params = { path: { user_id: account.id } };
  const act = useMutation({
    mutationFn: (deed: Deed) =>
      deed.what === "close"
        ? body(
            api.PUT("/v1/admin/users/{user_id}/suspension", {
              params,
              body: { reason: deed.reason },
            }),
          )
        : deed.what === "open"
          ? body(api.DELETE("/v1/admin/users/{user_id}/suspension", { params }))
          : body(api.DELETE("/v1/admin/users/{user_id}/sessions", { params })),
    onSuccess: () => setClosing(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ["admin", "users"] }),
  });
  const close = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    act.mutate({ what: "close", reason: text(new FormData(event.currentTarget), "reason") });
  };
  const name = `${account.firstName} ${account.lastName}`;
  return (
    <li className="sheet request">
      <div>
        <p>
          <strong>{name}</strong> <span className="chip">{t(`users.${roleOf(account)}`)}</span>{" "}
          {account.state !== "ACTIVE" && (
            <span className="chip chip--bad">{t(`users.${account.state}`)}</span>
          )}
        </p>
        <p className="soft">
          <span dir="ltr">{account.email}</span> ·{" "}
          {t("users.since", { date: format.date(account.createdAt, browserZone()) })}
        </p>
        {account.suspendedWhy && <p className="prose soft small">{account.suspendedWhy}</p>}
        {act.error && !closing && <Failure error={act.error} />}
      </div>
      <div className="row">
        {account.state === "ACTIVE" && (
          <Button
            kind="quiet"
            busy={act.isPending}
            aria-label={t("users.signOutNamed", { name })}
            onClick={() => act.mutate({ what: "signOut" })}
          >
            {t("users.signOut")}
          </Button>
        )}
        {account.state === "ACTIVE" && (
          <Button
            kind="danger"
            aria-label={t("users.closeNamed", { name })}
            onClick={() => setClosing(true)}
          >
            {t("users.close")}
          </Button>
        )}
        {account.state === "SUSPENDED" && (
          <Button
            busy={act.isPending}
            aria-label={t("users.openNamed", { name })}
            onClick={() => act.mutate({ what: "open" })}
          >
            {t("users.open")}
          </Button>
        )}
      </div>
      {closing && (
        <Dialog title={t("users.closeNamed", { name })} onClose={() => setClosing(false)}>
          <form className="form" onSubmit={close}>
            {act.error && <Failure error={act.error} />}
            <TextField label={t("attention.why")} name="reason" required maxLength={500} />
            <div className="form__actions">
              <Button type="submit" kind="danger" busy={act.isPending}>
                {t("users.close")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </li>
  );
}

function roleOf(account: Account): (typeof ROLES)[number] {
  return ROLES.find((one) => one === account.role) ?? "CLIENT";
}
