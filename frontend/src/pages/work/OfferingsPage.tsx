import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, body } from "../../api/client";
import type { Offering } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { PageHead } from "../../design/PageHead";
import { Empty, Failure } from "../../design/States";
import { Links } from "../../features/work/offering/Links";
import { OfferingForm } from "../../features/work/OfferingForm";
import { useWorkChanged } from "../../features/work/useWork";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

export default function OfferingsPage({ profile }: Room) {
  const { t } = useWords();
  const [open, setOpen] = useState<Offering | "new" | null>(null);
  const [linking, setLinking] = useState<Offering | null>(null);
  return (
    <div className="stack">
      <PageHead title={t("work.offerings")} text={t("offerings.text")} />
      {profile.offerings.length === 0 ? (
        <Empty title={t("offerings.none")} text={t("offerings.noneText")} />
      ) : (
        <ul className="list">
          {profile.offerings.map((offering) => (
            <Row
              key={offering.id}
              offering={offering}
              edit={() => setOpen(offering)}
              link={() => setLinking(offering)}
            />
          ))}
        </ul>
      )}
      <div>
        <Button onClick={() => setOpen("new")}>{t("offerings.add")}</Button>
      </div>
      {open && (
        <Dialog
          wide
          title={open === "new" ? t("offerings.add") : open.title}
          onClose={() => setOpen(null)}
        >
          <OfferingForm
            profile={profile}
            offering={open === "new" ? null : open}
            submit={t("action.save")}
            saved={() => setOpen(null)}
          />
        </Dialog>
      )}
      {linking && (
        <Links offering={linking} zone={profile.timezone} close={() => setLinking(null)} />
      )}
    </div>
  );
}

interface RowProps {
  offering: Offering;
  edit: () => void;
  link: () => void;
}

function Row({ offering, edit, link }: RowProps) {
  const { t, format } = useWords();
  const changed = useWorkChanged();
  const path = { provider_id: offering.providerId, offering_id: offering.id };
  const withdraw = useMutation({
    mutationFn: () =>
      body(api.DELETE("/v1/providers/{provider_id}/offerings/{offering_id}", { params: { path } })),
    onSuccess: changed,
  });
  return (
    <li className="sheet request">
      <div>
        <h2>{offering.title}</h2>
        <p className="row soft">
          <span>{format.minutes(offering.durationMinutes)}</span>
          <span>
            {offering.price > 0 ? format.money(offering.price, offering.currency) : t("price.free")}
          </span>
          {offering.needsApproval && <span>{t("offering.approval")}</span>}
          {!offering.listed && <span className="chip">{t("offering.unlisted")}</span>}
          {!offering.active && <span className="chip">{t("offering.inactive")}</span>}
        </p>
        {withdraw.error && <Failure error={withdraw.error} />}
      </div>
      <div className="row">
        <Button
          kind="quiet"
          aria-label={t("offerings.editNamed", { title: offering.title })}
          onClick={edit}
        >
          {t("action.edit")}
        </Button>
        <Button
          kind="quiet"
          aria-label={t("links.openNamed", { title: offering.title })}
          onClick={link}
        >
          {t("links.open")}
        </Button>
        <Button
          kind="danger"
          busy={withdraw.isPending}
          aria-label={t("offerings.withdrawNamed", { title: offering.title })}
          onClick={() => withdraw.mutate()}
        >
          {t("offerings.withdraw")}
        </Button>
      </div>
    </li>
  );
}
