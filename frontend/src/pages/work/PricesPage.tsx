import { useState } from "react";

import { Button } from "../../design/Button";
import { PageHead } from "../../design/PageHead";
import { QueryView } from "../../design/States";
import { useClientName } from "../../features/people";
import { Codes } from "../../features/work/prices/Codes";
import { PackageList } from "../../features/work/prices/PackageList";
import { useSold } from "../../features/work/prices/usePrices";
import { useWords } from "../../i18n";
import type { components } from "../../api/schema";
import type { Room } from "./WorkPage";

type Sold = components["schemas"]["SoldOut"];

/** What a booking may cost otherwise: codes that take something off, and several at once. */
export default function PricesPage({ profile }: Room) {
  const { t } = useWords();
  return (
    <div className="reading stack stack--large">
      <PageHead title={t("work.prices")} text={t("work.pricesText")} />
      <Codes profile={profile} />
      <PackageList profile={profile} />
      <SoldList providerId={profile.id} zone={profile.timezone} />
    </div>
  );
}

function SoldList({ providerId, zone }: { providerId: number; zone: string }) {
  const { t } = useWords();
  const [page, setPage] = useState(1);
  const sold = useSold(providerId, page);
  if (sold.data?.data.length === 0 && page === 1) return null;
  return (
    <section className="stack">
      <h2>{t("bundle.sold")}</h2>
      <QueryView query={sold}>
        {(answer) => (
          <>
            <ul>
              {answer.data.map((one) => (
                <SoldRow key={one.id} sold={one} zone={zone} />
              ))}
            </ul>
            {answer.pagination.totalPages > page && (
              <div>
                <Button kind="quiet" onClick={() => setPage(page + 1)}>
                  {t("pager.next")}
                </Button>
              </div>
            )}
          </>
        )}
      </QueryView>
    </section>
  );
}

function SoldRow({ sold, zone }: { sold: Sold; zone: string }) {
  const { t, format } = useWords();
  const client = useClientName(sold.clientId);
  return (
    <li className="row row--apart line">
      <span>
        <strong>{client}</strong> · {sold.title}{" "}
        <span className="soft small">{format.date(sold.createdAt, zone)}</span>
      </span>
      <span>
        {t("credits.left", {
          left: format.number(sold.creditsLeft),
          all: format.number(sold.credits),
        })}{" "}
        <span className="chip">{t(`credits.${sold.status}`)}</span>
      </span>
    </li>
  );
}
