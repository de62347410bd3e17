import "../../features/figures/figures.css";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import { PageHead } from "../../design/PageHead";
import { QueryView } from "../../design/States";
import { Figure } from "../../features/figures/Figure";
import { RangePills, useRange } from "../../features/figures/Range";
import { Tiles } from "../../features/figures/Tiles";
import { browserZone } from "../../features/session/useSession";
import { dateIn } from "../../features/slots/days";
import { useWords } from "../../i18n";

type Site = components["schemas"]["SiteAnalytics"];

/** The whole site: what was booked, what came in, and how it grows. */
export default function SiteFiguresPage() {
  const { t } = useWords();
  const timezone = browserZone();
  const { days, from, to } = useRange(dateIn(timezone, new Date()));
  const analytics = useQuery({
    queryKey: ["admin", "analytics", from, to, timezone],
    queryFn: () =>
      data(api.GET("/v1/admin/analytics", { params: { query: { from, to, timezone } } })),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <PageHead title={t("work.figures")} text={t("figures.site")} />
      <RangePills days={days} />
      <QueryView query={analytics} cards={3}>
        {(found) => <SiteFigures site={found} />}
      </QueryView>
    </div>
  );
}

function SiteFigures({ site }: { site: Site }) {
  const { t, format } = useWords();
  const { days, totals } = site;
  const dates = useMemo(() => days.map((day) => day.date), [days]);
  const series = useMemo(
    () => [
      { name: t("clients.completed"), colour: "--accent", values: days.map((d) => d.completed) },
      {
        name: t("clients.cancelled"),
        colour: "--line-strong",
        values: days.map((d) => d.cancelled),
      },
      { name: t("clients.noShows"), colour: "--bad", values: days.map((d) => d.noShows) },
    ],
    [days, t],
  );
  const whole = useMemo(() => (value: number) => format.number(value), [format]);
  return (
    <div className="stack">
      <Tiles
        tiles={[
          { name: t("figures.bookings"), value: format.number(totals.bookings) },
          ...totals.revenue.map((one) => ({
            name: t("figures.net"),
            value: format.money(one.net, one.currency),
          })),
          {
            name: t("figures.clients"),
            value: format.number(totals.clients),
            note: t("figures.new", { n: format.number(totals.newClients) }),
          },
          {
            name: t("figures.providers"),
            value: format.number(totals.activeProviders),
            note: t("figures.new", { n: format.number(totals.newProviders) }),
          },
          {
            name: t("reviews.title"),
            value: format.number(totals.reviews),
            note:
              totals.averageRating === null
                ? undefined
                : t("reviews.of5", { rating: format.number(totals.averageRating, 1) }),
          },
        ]}
      />
      <Figure title={t("figures.bookings")} dates={dates} series={series} format={whole} whole />
    </div>
  );
}
