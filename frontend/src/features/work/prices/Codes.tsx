import { useState } from "react";

import type { Provider } from "../../../api/types";
import { Button } from "../../../design/Button";
import { Dialog } from "../../../design/Dialog";
import { Empty, Failure, QueryView } from "../../../design/States";
import { useWords } from "../../../i18n";
import { CodeForm } from "./CodeForm";
import { useCodeChanges, useCodes, type PromoCode } from "./usePrices";

export function Codes({ profile }: { profile: Provider }) {
  const { t } = useWords();
  const codes = useCodes(profile.id);
  const [open, setOpen] = useState<PromoCode | "new" | null>(null);
  return (
    <section className="stack">
      <div className="row row--apart">
        <h2>{t("codes.title")}</h2>
        <Button kind="quiet" onClick={() => setOpen("new")}>
          {t("codes.add")}
        </Button>
      </div>
      <QueryView query={codes}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t("codes.none")} text={t("codes.noneText")} />
          ) : (
            <ul className="list">
              {found.map((code) => (
                <Row key={code.id} code={code} profile={profile} edit={() => setOpen(code)} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {open && (
        <Dialog title={open === "new" ? t("codes.add") : open.code} onClose={() => setOpen(null)}>
          <CodeForm
            profile={profile}
            code={open === "new" ? null : open}
            saved={() => setOpen(null)}
          />
        </Dialog>
      )}
    </section>
  );
}

interface RowProps {
  code: PromoCode;
  profile: Provider;
  edit: () => void;
}

function Row({ code, profile, edit }: RowProps) {
  const { t, tn, format } = useWords();
  const { withdraw } = useCodeChanges(profile.id);
  const off =
    code.percent !== null
      ? t("codes.percentOff", { percent: format.number(code.percent) })
      : format.money(code.amount ?? 0, code.currency ?? profile.currency);
  return (
    <li className="sheet request">
      <div>
        <h3 dir="ltr">{code.code}</h3>
        <p className="row soft">
          <span>{t("codes.off", { off })}</span>
          <span>{tn("codes.used", code.redemptions)}</span>
          {code.validUntil && (
            <span>
              {t("payWith.until", { date: format.date(code.validUntil, profile.timezone) })}
            </span>
          )}
          {!code.active && <span className="chip">{t("codes.paused")}</span>}
        </p>
        {withdraw.error && <Failure error={withdraw.error} />}
      </div>
      <div className="row">
        <Button
          kind="quiet"
          aria-label={t("offerings.editNamed", { title: code.code })}
          onClick={edit}
        >
          {t("action.edit")}
        </Button>
        <Button
          kind="danger"
          busy={withdraw.isPending}
          aria-label={t("offerings.withdrawNamed", { title: code.code })}
          onClick={() => withdraw.mutate(code.id)}
        >
          {t("offerings.withdraw")}
        </Button>
      </div>
    </li>
  );
}
