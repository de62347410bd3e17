import { useState } from "react";

import type { Provider } from "../../../api/types";
import { Button } from "../../../design/Button";
import { Dialog } from "../../../design/Dialog";
import { Empty, Failure, QueryView } from "../../../design/States";
import { useWords } from "../../../i18n";
import { usePackages, type Package } from "../../packages/usePackages";
import { PackageForm } from "./PackageForm";
import { usePackageChanges } from "./usePrices";

export function PackageList({ profile }: { profile: Provider }) {
  const { t } = useWords();
  const packages = usePackages(profile.id);
  const [open, setOpen] = useState<Package | "new" | null>(null);
  const sellable = profile.offerings.some((one) => one.price > 0);
  return (
    <section className="stack">
      <div className="row row--apart">
        <h2>{t("account.packages")}</h2>
        {sellable && (
          <Button kind="quiet" onClick={() => setOpen("new")}>
            {t("bundle.add")}
          </Button>
        )}
      </div>
      <QueryView query={packages}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t("bundle.none")} text={t("bundle.noneText")} />
          ) : (
            <ul className="list">
              {found.map((one) => (
                <Row key={one.id} sold={one} profile={profile} edit={() => setOpen(one)} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {open && (
        <Dialog title={open === "new" ? t("bundle.add") : open.title} onClose={() => setOpen(null)}>
          <PackageForm
            profile={profile}
            sold={open === "new" ? null : open}
            saved={() => setOpen(null)}
          />
        </Dialog>
      )}
    </section>
  );
}

interface RowProps {
  sold: Package;
  profile: Provider;
  edit: () => void;
}

function Row({ sold, profile, edit }: RowProps) {
  const { t, format } = useWords();
  const { withdraw } = usePackageChanges(profile.id);
  const offering = profile.offerings.find((one) => one.id === sold.offeringId);
  return (
    <li className="sheet request">
      <div>
        <h3>{sold.title}</h3>
        <p className="row soft">
          <span>
            {t("packages.what", {
              count: format.number(sold.credits),
              title: offering?.title ?? "",
            })}
          </span>
          <span>{format.money(sold.price, sold.currency)}</span>
          <span>{t("packages.months", { months: format.months(sold.validMonths) })}</span>
          {!sold.active && <span className="chip">{t("bundle.inactive")}</span>}
        </p>
        {withdraw.error && <Failure error={withdraw.error} />}
      </div>
      <div className="row">
        <Button
          kind="quiet"
          aria-label={t("offerings.editNamed", { title: sold.title })}
          onClick={edit}
        >
          {t("action.edit")}
        </Button>
        <Button
          kind="danger"
          busy={withdraw.isPending}
          aria-label={t("offerings.withdrawNamed", { title: sold.title })}
          onClick={() => withdraw.mutate(sold.id)}
        >
          {t("offerings.withdraw")}
        </Button>
      </div>
    </li>
  );
}
