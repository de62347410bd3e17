import { lazy } from "react";
import { Route, Routes } from "react-router";

import { Layout } from "./Layout";
import { withDesk } from "./withDesk";

// Each page is a file of its own to the browser: nobody waits for what they do not open.
const HomePage = lazy(() => import("../pages/HomePage"));
const SearchPage = lazy(() => import("../pages/SearchPage"));
const ProviderPage = lazy(() => import("../pages/ProviderPage"));
const BookPage = lazy(() => import("../pages/BookPage"));
const SeriesBookPage = lazy(withDesk(() => import("../pages/series/SeriesBookPage")));
const SeriesPage = lazy(withDesk(() => import("../pages/series/SeriesPage")));
const BookingsPage = lazy(() => import("../pages/BookingsPage"));
const BookingPage = lazy(() => import("../pages/BookingPage"));
const PaidPage = lazy(() => import("../pages/PaidPage"));
const LoginPage = lazy(() => import("../pages/LoginPage"));
const RegisterPage = lazy(() => import("../pages/RegisterPage"));
const ForgotPasswordPage = lazy(() => import("../pages/ForgotPasswordPage"));
const ResetPasswordPage = lazy(() => import("../pages/ResetPasswordPage"));
const VerifyEmailPage = lazy(() => import("../pages/VerifyEmailPage"));
const GuestConfirmPage = lazy(() => import("../pages/GuestConfirmPage"));
const GuestBookingPage = lazy(() => import("../pages/GuestBookingPage"));
const AccountPage = lazy(withDesk(() => import("../pages/account/AccountPage")));
const InboxPage = lazy(withDesk(() => import("../pages/account/InboxPage")));
const WorkPage = lazy(withDesk(() => import("../pages/work/WorkPage")));
const AdminPage = lazy(withDesk(() => import("../pages/admin/AdminPage")));
const NotFoundPage = lazy(() => import("../pages/NotFoundPage"));

export function Pages() {
  return (
    <Routes>
      <Route element={<Layout />}>
        <Route index element={<HomePage />} />
        <Route path="providers" element={<SearchPage />} />
        <Route path="providers/:id" element={<ProviderPage />} />
        <Route path="providers/:id/book" element={<BookPage />} />
        <Route path="providers/:id/series" element={<SeriesBookPage />} />
        <Route path="series/:id" element={<SeriesPage />} />
        <Route path="bookings" element={<BookingsPage />} />
        <Route path="bookings/:id" element={<BookingPage />} />
        <Route path="paid/:paymentId" element={<PaidPage />} />
        <Route path="login" element={<LoginPage />} />
        <Route path="register" element={<RegisterPage />} />
        <Route path="forgot-password" element={<ForgotPasswordPage />} />
        <Route path="reset-password" element={<ResetPasswordPage />} />
        <Route path="verify-email" element={<VerifyEmailPage />} />
        <Route path="guest/confirm" element={<GuestConfirmPage />} />
        <Route path="guest/bookings/:id" element={<GuestBookingPage />} />
        <Route path="account/*" element={<AccountPage />} />
        <Route path="inbox" element={<InboxPage />} />
        <Route path="work/*" element={<WorkPage />} />
        <Route path="admin/*" element={<AdminPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
