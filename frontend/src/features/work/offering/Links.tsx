import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { api, body, data } from "../../../api/client";
import type { components } from "../../../api/schema";
import type { Offering } from "../../../api/types";
import { Button } from "../../../design/Button";
import { Dialog } from "../../../design/Dialog";
import { TextField } from "../../../design/Field";
import { Failure, Notice, QueryView } from "../../../design/States";
import { useFieldErrors } from "../../../design/useProblemText";
import { useWords } from "../../../i18n";
import { number, text } from "../../forms";
import { instantOf } from "../../wallTime";

type Link = components["schemas"]["LinkOut"];

interface LinksProps {
  offering: Offering;
  zone: string;
  close: () => void;
}

/** Links that lead to an offering which is not on the profile, or which may be booked a few times alone. */
export function Links({ offering, zone, close }: LinksProps) {
  const { t } = useWords();
  const path = { provider_id: offering.providerId, offering_id: offering.id };
  const queryKey = ["work", "links", offering.id];
  const links = useQuery({
    queryKey,
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}/offerings/{offering_id}/links", {
          params: { path, query: { size: 100 } },
        }),
      ),
  });
  return (
    <Dialog title={t("links.title", { title: offering.title })} onClose={close}>
      <div className="stack">
        <p className="soft">{t("links.text")}</p>
        <NewLink offering={offering} zone={zone} queryKey={queryKey} />
        <QueryView query={links}>
          {(found) => (
            <ul>
              {found.map((link) => (
                <Row
                  key={link.id}
                  link={link}
                  offering={offering}
                  zone={zone}
                  queryKey={queryKey}
                />
              ))}
            </ul>
          )}
        </QueryView>
      </div>
    </Dialog>
  );
}

interface PartProps {
  offering: Offering;
  zone: string;
  queryKey: readonly unknown[];
}

function NewLink({ offering, zone, queryKey }: PartProps) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [copied, setCopied] = useState(false);
  const make = useMutation({
    mutationFn: (form: FormData) => {
      const until = text(form, "expiresAt");
      return data(
        api.POST("/v1/providers/{provider_id}/offerings/{offering_id}/links", {
          params: { path: { provider_id: offering.providerId, offering_id: offering.id } },
          body: {
            label: text(form, "label"),
            maxUses: number(form, "maxUses") || null,
            expiresAt: until ? instantOf(until, zone) : null,
          },
        }),
      );
    },
    onSuccess: () => {
      setCopied(false);
      return queries.invalidateQueries({ queryKey });
    },
  });
  const errorAt = useFieldErrors(make.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!make.isPending) make.mutate(new FormData(event.currentTarget));
  };
  const address = make.data && addressOf(offering, make.data.token);
  return (
    <>
      {address && (
        <Notice kind="wait">
          <p>{t("links.once")}</p>
          <code className="secret" dir="ltr">
            {address}
          </code>
          <div>
            <Button
              kind="quiet"
              onClick={() =>
                void navigator.clipboard.writeText(address).then(() => setCopied(true))
              }
            >
              {copied ? t("start.copied") : t("start.copy")}
            </Button>
          </div>
        </Notice>
      )}
      <form className="form" onSubmit={submit}>
        {make.error && <Failure error={make.error} />}
        <TextField label={t("links.label")} name="label" maxLength={120} error={errorAt("label")} />
        <div className="form__row">
          <TextField
            label={t("links.uses")}
            name="maxUses"
            type="number"
            min={1}
            max={100_000}
            placeholder="∞"
            error={errorAt("maxUses")}
          />
          <TextField
            label={t("links.until")}
            name="expiresAt"
            type="datetime-local"
            error={errorAt("expiresAt")}
          />
        </div>
        <div>
          <Button type="submit" busy={make.isPending}>
            {t("links.make")}
          </Button>
        </div>
      </form>
    </>
  );
}

/** The secret stands behind the #, so that it reaches no log. */
export function addressOf(offering: Pick<Offering, "id" | "providerId">, token: string): string {
  const page = `/providers/${offering.providerId}/book?offering=${offering.id}`;
  return `${window.location.origin}${page}#link=${encodeURIComponent(token)}`;
}

function Row({ link, offering, zone, queryKey }: PartProps & { link: Link }) {
  const { t, tn, format } = useWords();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () =>
      body(
        api.DELETE("/v1/providers/{provider_id}/offerings/{offering_id}/links/{link_id}", {
          params: {
            path: {
              provider_id: offering.providerId,
              offering_id: offering.id,
              link_id: link.id,
            },
          },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const name = link.label || format.date(link.createdAt, zone);
  return (
    <li className="row row--apart line">
      <span>
        <strong>{name}</strong>
        <br />
        <span className="soft small">
          {link.maxUses === null
            ? tn("links.used", link.uses)
            : t("links.usedOf", {
                n: format.number(link.uses),
                most: format.number(link.maxUses),
              })}
          {link.expiresAt &&
            ` · ${t("payWith.until", { date: format.date(link.expiresAt, zone) })}`}
        </span>
        {revoke.error && <Failure error={revoke.error} />}
      </span>
      {link.revokedAt ? (
        <span className="chip">{t("links.revoked")}</span>
      ) : (
        <Button
          kind="danger"
          busy={revoke.isPending}
          aria-label={t("links.revokeNamed", { name })}
          onClick={() => revoke.mutate()}
        >
          {t("links.revoke")}
        </Button>
      )}
    </li>
  );
}
