import { useEffect, useState } from "react";
import { Link, NavLink, useLocation, useNavigate } from "react-router";

import { Icon } from "../design/Icon";
import { Button, LinkButton } from "../design/Button";
import { useUnread } from "../features/inbox/useInbox";
import { useMe, useSignedIn, useSignOut } from "../features/session/useSession";
import { useWords } from "../i18n";
import { SITE } from "./usePageTitle";

const MOST_SHOWN = 99;

export function Header() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => setOpen(false), [pathname]);

  return (
    <header className="header">
      <div className="header__inner">
        <Link to="/" className="brand">
          <Mark />
          {SITE}
        </Link>
        <button
          type="button"
          className="icon-button header__toggle"
          aria-expanded={open}
          aria-controls="site-nav"
          aria-label={t("nav.menu")}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? "close" : "menu"} size={24} />
        </button>
        <nav id="site-nav" className="nav" data-open={open} aria-label={t("nav.label")}>
          <NavLink to="/providers" end>
            {t("nav.find")}
          </NavLink>
          <PersonalLinks />
        </nav>
      </div>
    </header>
  );
}

function PersonalLinks() {
  const { t } = useWords();
  const here = useSignedIn();
  const me = useMe().data;
  if (!here) {
    return (
      <>
        <NavLink to="/login">{t("action.logIn")}</NavLink>
        <LinkButton to="/register">{t("action.register")}</LinkButton>
      </>
    );
  }
  return (
    <>
      {me?.role === "PROVIDER" && <NavLink to="/work">{t("nav.work")}</NavLink>}
      {me?.role === "ADMIN" && <NavLink to="/admin">{t("nav.admin")}</NavLink>}
      <NavLink to="/bookings">{t("nav.bookings")}</NavLink>
      <Bell />
      <NavLink to="/account">{me?.firstName ?? t("nav.account")}</NavLink>
      <SignOut />
    </>
  );
}

/** How many messages wait, told to those who listen too. */
function Bell() {
  const { t, tn, format } = useWords();
  const unread = useUnread();
  const said = unread > 0 ? tn("inbox.count", unread) : t("inbox.title");
  return (
    <NavLink to="/inbox" className="bell" aria-label={said}>
      <Icon name="bell" size={22} />
      <span className="bell__word" aria-hidden="true">
        {t("inbox.title")}
      </span>
      {unread > 0 && (
        <span className="bell__count" aria-hidden="true">
          {unread > MOST_SHOWN ? `${format.number(MOST_SHOWN)}+` : format.number(unread)}
        </span>
      )}
    </NavLink>
  );
}

function SignOut() {
  const { t } = useWords();
  const signOut = useSignOut();
  const navigate = useNavigate();
  return (
    <Button kind="quiet" onClick={() => void signOut().then(() => navigate("/"))}>
      {t("action.signOut")}
    </Button>
  );
}

function Mark() {
  return (
    <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="12.5" fill="none" stroke="currentColor" strokeWidth="2.6" />
      <path d="M16 3.5A12.5 12.5 0 0 1 28.5 16H16z" fill="var(--sun)" />
      <path
        d="M16 9v7l5 3.200"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
