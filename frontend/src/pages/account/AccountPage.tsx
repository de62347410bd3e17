import "./account.css";

import { lazy } from "react";
import { NavLink, Route, Routes } from "react-router";

import type { Me } from "../../api/types";
import { Gate } from "../../features/session/Gate";
import { useWords } from "../../i18n";
import YouPage from "./YouPage";

const WishesPage = lazy(() => import("./WishesPage"));
const CalendarsPage = lazy(() => import("./CalendarsPage"));
const MoneyPage = lazy(() => import("./MoneyPage"));
const CreditsPage = lazy(() => import("./CreditsPage"));
const WebhooksPage = lazy(() => import("./WebhooksPage"));
const SecurityPage = lazy(() => import("./SecurityPage"));
const NotFoundPage = lazy(() => import("../NotFoundPage"));

export default function AccountPage() {
  return <Gate>{(me) => <Account me={me} />}</Gate>;
}

function Account({ me }: { me: Me }) {
  const { t } = useWords();
  return (
    <div className="account">
      <nav className="tabs" aria-label={t("account.title")}>
        <NavLink to="/account" end>
          {t("account.you")}
        </NavLink>
        <NavLink to="/account/security">{t("account.security")}</NavLink>
        <NavLink to="/account/messages">{t("account.messages")}</NavLink>
        <NavLink to="/account/calendars">{t("account.calendars")}</NavLink>
        <NavLink to="/account/payments">{t("account.payments")}</NavLink>
        <NavLink to="/account/packages">{t("account.packages")}</NavLink>
        {me.role === "PROVIDER" && (
          <NavLink to="/account/webhooks">{t("account.webhooks")}</NavLink>
        )}
      </nav>
      <Routes>
        <Route index element={<YouPage me={me} />} />
        <Route path="security" element={<SecurityPage />} />
        <Route path="messages" element={<WishesPage />} />
        <Route path="calendars" element={<CalendarsPage me={me} />} />
        <Route path="payments" element={<MoneyPage me={me} />} />
        {me.role === "PROVIDER" && <Route path="webhooks" element={<WebhooksPage />} />}
        <Route path="packages" element={<CreditsPage me={me} />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </div>
  );
}
