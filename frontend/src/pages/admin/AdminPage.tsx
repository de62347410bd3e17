import "../account/account.css";

import { lazy } from "react";
import { NavLink, Route, Routes } from "react-router";

import { Gate } from "../../features/session/Gate";
import { useWords } from "../../i18n";
import TasksPage from "./TasksPage";

const ModerationPage = lazy(() => import("./ModerationPage"));
const AttentionPage = lazy(() => import("./AttentionPage"));
const SiteFiguresPage = lazy(() => import("./SiteFiguresPage"));
const UsersPage = lazy(() => import("./UsersPage"));
const AuditPage = lazy(() => import("./AuditPage"));
const NotFoundPage = lazy(() => import("../NotFoundPage"));

export default function AdminPage() {
  return <Gate role="ADMIN">{() => <Admin />}</Gate>;
}

function Admin() {
  const { t } = useWords();
  return (
    <div className="account">
      <nav className="tabs" aria-label={t("admin.title")}>
        <NavLink to="/admin" end>
          {t("admin.queues")}
        </NavLink>
        <NavLink to="/admin/figures">{t("work.figures")}</NavLink>
        <NavLink to="/admin/payments">{t("admin.payments")}</NavLink>
        <NavLink to="/admin/reviews">{t("admin.reviews")}</NavLink>
        <NavLink to="/admin/users">{t("users.title")}</NavLink>
        <NavLink to="/admin/audit">{t("audit.title")}</NavLink>
      </nav>
      <Routes>
        <Route index element={<TasksPage />} />
        <Route path="figures" element={<SiteFiguresPage />} />
        <Route path="payments" element={<AttentionPage />} />
        <Route path="users" element={<UsersPage />} />
        <Route path="audit" element={<AuditPage />} />
        <Route path="reviews" element={<ModerationPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </div>
  );
}
