import "../../features/work/work.css";

import { lazy } from "react";
import { Navigate, NavLink, Route, Routes } from "react-router";

import type { Provider } from "../../api/types";
import { QueryView } from "../../design/States";
import { Gate } from "../../features/session/Gate";
import { useMyProfile } from "../../features/work/useWork";
import { useWords } from "../../i18n";
import AgendaPage from "./AgendaPage";

const StartPage = lazy(() => import("./StartPage"));
const HoursPage = lazy(() => import("./HoursPage"));
const SpecialPage = lazy(() => import("./SpecialPage"));
const OfferingsPage = lazy(() => import("./OfferingsPage"));
const ProfilePage = lazy(() => import("./ProfilePage"));
const TimeOffPage = lazy(() => import("./TimeOffPage"));
const ClientsPage = lazy(() => import("./ClientsPage"));
const PricesPage = lazy(() => import("./PricesPage"));
const MoneyPage = lazy(() => import("./MoneyPage"));
const PlanPage = lazy(() => import("./PlanPage"));
const FiguresPage = lazy(() => import("./FiguresPage"));
const TeamsPage = lazy(() => import("./TeamsPage"));
const ReviewsPage = lazy(() => import("./ReviewsPage"));
const NotFoundPage = lazy(() => import("../NotFoundPage"));

/** What each room of the workspace is given: my profile, and the tag of the version I saw. */
export interface Room {
  profile: Provider;
  etag: string | null;
}

export default function WorkPage() {
  return <Gate role="PROVIDER">{() => <Workspace />}</Gate>;
}

function Workspace() {
  const own = useMyProfile();
  return (
    <QueryView query={own}>
      {(found) =>
        found === null ? (
          <Routes>
            <Route path="start" element={<StartPage profile={null} />} />
            <Route path="*" element={<Navigate to="/work/start" replace />} />
          </Routes>
        ) : (
          <Rooms profile={found.value} etag={found.etag} />
        )
      }
    </QueryView>
  );
}

function Rooms({ profile, etag }: Room) {
  const { t } = useWords();
  const room = { profile, etag };
  return (
    <div className="stack">
      <nav className="tabs" aria-label={t("work.nav")}>
        <WorkTab to="/work" end label={t("work.agenda")} />
        <WorkTab to="/work/hours" label={t("work.hours")} />
        <WorkTab to="/work/special" label={t("work.special")} />
        <WorkTab to="/work/offerings" label={t("work.offerings")} />
        <WorkTab to="/work/time-off" label={t("work.timeOff")} />
        <WorkTab to="/work/teams" label={t("work.teams")} />
        <WorkTab to="/work/clients" label={t("work.clients")} />
        <WorkTab to="/work/prices" label={t("work.prices")} />
        <WorkTab to="/work/money" label={t("work.money")} />
        <WorkTab to="/work/plan" label={t("work.plan")} />
        <WorkTab to="/work/figures" label={t("work.figures")} />
        <WorkTab to="/work/reviews" label={t("work.reviews")} />
        <WorkTab to="/work/profile" label={t("work.profile")} />
      </nav>
      <Routes>
        <Route index element={<AgendaPage {...room} />} />
        <Route path="start" element={<StartPage profile={profile} />} />
        <Route path="hours" element={<HoursPage {...room} />} />
        <Route path="special" element={<SpecialPage {...room} />} />
        <Route path="offerings" element={<OfferingsPage {...room} />} />
        <Route path="time-off" element={<TimeOffPage {...room} />} />
        <Route path="teams" element={<TeamsPage />} />
        <Route path="clients" element={<ClientsPage {...room} />} />
        <Route path="prices" element={<PricesPage {...room} />} />
        <Route path="money" element={<MoneyPage {...room} />} />
        <Route path="plan" element={<PlanPage {...room} />} />
        <Route path="figures" element={<FiguresPage {...room} />} />
        <Route path="reviews" element={<ReviewsPage {...room} />} />
        <Route path="profile" element={<ProfilePage {...room} />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </div>
  );
}

function WorkTab({ to, label, end }: { to: string; label: string; end?: boolean }) {
  return (
    <NavLink to={to} end={end}>
      {label}
    </NavLink>
  );
}
