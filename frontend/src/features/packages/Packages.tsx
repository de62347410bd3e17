import { useNavigate } from "react-router";

import type { Provider } from "../../api/types";
import { Button } from "../../design/Button";
import { Failure } from "../../design/States";
import { useWords } from "../../i18n";
import { useMe } from "../session/useSession";
import { useBuyPackage, usePackages, type Package } from "./usePackages";

/** Several appointments bought at once, for less; nothing is shown where there are none. */
export function Packages({ provider }: { provider: Provider }) {
  const { t } = useWords();
  const sold = (usePackages(provider.id).data ?? []).filter((one) => one.active);
  if (sold.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t("packages.title")}</h2>
      <ul className="list">
        {sold.map((one) => (
          <Row key={one.id} sold={one} provider={provider} />
        ))}
      </ul>
    </section>
  );
}

function Row({ sold, provider }: { sold: Package; provider: Provider }) {
  const { t, format } = useWords();
  const me = useMe().data;
  const navigate = useNavigate();
  const buy = useBuyPackage();
  const offering = provider.offerings.find((one) => one.id === sold.offeringId);
  const apart = (offering?.price ?? 0) * sold.credits;
  const press = () => {
    if (me) buy.mutate(sold.id);
    else void navigate(`/login?next=${encodeURIComponent(`/providers/${provider.id}`)}`);
  };
  return (
    <li className="offering">
      <div className="stack stack--small">
        <h3>{sold.title}</h3>
        <p className="soft small">
          {t("packages.what", { count: format.number(sold.credits), title: offering?.title ?? "" })}
          {" · "}
          {t("packages.months", { months: format.months(sold.validMonths) })}
        </p>
        {buy.error && <Failure error={buy.error} />}
      </div>
      <div className="offering__side">
        <span>
          <strong className="profile__price">{format.money(sold.price, sold.currency)}</strong>
          {apart > sold.price && (
            <span className="soft small package__saved">
              {t("packages.saved", { amount: format.money(apart - sold.price, sold.currency) })}
            </span>
          )}
        </span>
        <Button
          kind="quiet"
          busy={buy.isPending}
          onClick={press}
          aria-label={t("packages.buyNamed", { title: sold.title })}
        >
          {t("packages.buy")}
        </Button>
      </div>
    </li>
  );
}
