import "../../features/figures/figures.css";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import { PageHead } from "../../design/PageHead";
import { QueryView } from "../../design/States";
import { Figure } from "../../features/figures/Figure";
import { RangePills, useRange } from "../../features/figures/Range";
import { Tiles, type Tile } from "../../features/figures/Tiles";
import { dateIn } from "../../features/slots/days";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

type Analytics = components["schemas"]["ProviderAnalytics"];

/** How my work goes: the figures of the last days, drawn and as tables. */
export default function FiguresPage({ profile }: Room) {
  const { t } = useWords();
  const { days, from, to } = useRange(dateIn(profile.timezone, new Date()));
  const analytics = useQuery({
    queryKey: ["work", "analytics", profile.id, from, to],
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}/analytics", {
          params: { path: { provider_id: profile.id }, query: { from, to } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <PageHead title={t("work.figures")} text={t("figures.text")} />
      <RangePills days={days} />
      <QueryView query={analytics} cards={3}>
        {(found) => <Figures analytics={found} currency={profile.currency} />}
      </QueryView>
    </div>
  );
}

function Figures({ analytics, currency }: { analytics: Analytics; currency: string }) {
  const { t, format } = useWords();
  const { days } = analytics;
  const dates = useMemo(() => days.map((day) => day.date), [days]);
  const bookings = useMemo(
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
  const revenue = useMemo(
    () => [
      {
        name: t("figures.net"),
        colour: "--sun",
        values: days.map((day) => day.revenue.find((one) => one.currency === currency)?.net ?? 0),
      },
    ],
    [days, currency, t],
  );
  const occupancy = useMemo(
    () => [
      {
        name: t("figures.occupancy"),
        colour: "--good",
        values: days.map((day) => (day.occupancy === null ? null : day.occupancy * 100)),
      },
    ],
    [days, t],
  );
  const whole = useMemo(() => (value: number) => format.number(value), [format]);
  const money = useMemo(() => (value: number) => format.money(value, currency), [format, currency]);
  const share = useMemo(
    () => (value: number) => t("figures.percent", { n: format.number(value) }),
    [format, t],
  );
  return (
    <div className="stack">
      <Totals analytics={analytics} />
      <Figure title={t("figures.bookings")} dates={dates} series={bookings} format={whole} whole />
      <Figure title={t("figures.revenue")} dates={dates} series={revenue} format={money} />
      <Figure title={t("figures.occupancy")} dates={dates} series={occupancy} format={share} />
    </div>
  );
}

function Totals({ analytics: { totals } }: { analytics: Analytics }) {
  const { t, format } = useWords();
  const share = (value: number | null) =>
    value === null ? "–" : t("figures.percent", { n: format.number(value * 100) });
  const tiles: Tile[] = [
    { name: t("figures.bookings"), value: format.number(totals.bookings) },
    ...totals.revenue.map((one) => ({
      name: t("figures.net"),
      value: format.money(one.net, one.currency),
      note: t("figures.ofWhich", { captured: format.money(one.captured, one.currency) }),
    })),
    { name: t("figures.occupancy"), value: share(totals.occupancy) },
    {
      name: t("figures.clients"),
      value: format.number(totals.clients),
      note: t("figures.returning", { n: format.number(totals.returningClients) }),
    },
    {
      name: t("figures.cancelled"),
      value: share(totals.bookings > 0 ? totals.cancelled / totals.bookings : null),
    },
    {
      name: t("figures.noShows"),
      value: share(totals.bookings > 0 ? totals.noShows / totals.bookings : null),
    },
    {
      name: t("figures.ahead"),
      value:
        totals.leadTime.medianMinutes === null ? "–" : format.about(totals.leadTime.medianMinutes),
    },
  ];
  return <Tiles tiles={tiles} />;
}
