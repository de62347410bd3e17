import { Link, useSearchParams } from "react-router";

import type { Me } from "../../api/types";
import { LinkButton } from "../../design/Button";
import { PageHead } from "../../design/PageHead";
import { Pager } from "../../design/Pager";
import { Empty, QueryView } from "../../design/States";
import { useMyPurchases, type Purchase } from "../../features/packages/usePackages";
import { useWords } from "../../i18n";

const PAGE = 20;

export default function CreditsPage({ me }: { me: Me }) {
  const { t } = useWords();
  const [params] = useSearchParams();
  const mine = useMyPurchases(Math.max(1, Number(params.get("page")) || 1), PAGE);
  return (
    <div className="reading stack">
      <PageHead title={t("account.packages")} text={t("credits.text")} />
      <QueryView query={mine} cards={2}>
        {(answer) =>
          answer.data.length === 0 ? (
            <Empty title={t("credits.none")} text={t("credits.noneText")}>
              <LinkButton to="/providers">{t("nav.find")}</LinkButton>
            </Empty>
          ) : (
            <>
              <ul className="list">
                {answer.data.map((one) => (
                  <Credit key={one.id} purchase={one} zone={me.timezone} />
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

function Credit({ purchase, zone }: { purchase: Purchase; zone: string }) {
  const { t, format } = useWords();
  const usable = purchase.status === "ACTIVE" && purchase.creditsLeft > 0;
  return (
    <li className="credit sheet">
      <p className="row row--apart">
        <strong>{purchase.title}</strong>
        <span className={usable ? "chip chip--good" : "chip"}>
          {t(`credits.${purchase.status}`)}
        </span>
      </p>
      <p>
        {t("credits.left", {
          left: format.number(purchase.creditsLeft),
          all: format.number(purchase.credits),
        })}
        {purchase.expiresAt && (
          <span className="soft small">
            {" "}
            · {t("payWith.until", { date: format.date(purchase.expiresAt, zone) })}
          </span>
        )}
      </p>
      <progress
        className="credit__bar"
        max={purchase.credits}
        value={purchase.creditsLeft}
        aria-label={purchase.title}
      />
      <p className="row">
        {usable && (
          <Link to={`/providers/${purchase.providerId}/book?offering=${purchase.offeringId}`}>
            {t("credits.use")}
          </Link>
        )}
        {purchase.status === "UNPAID" && purchase.paymentUrl && (
          <a className="button button--primary" href={purchase.paymentUrl}>
            {t("pay.now")}
          </a>
        )}
      </p>
    </li>
  );
}
