import { Suspense, useEffect, useRef, useState } from "react";
import { Outlet, useLocation } from "react-router";

import { Loading, Notice } from "../design/States";
import { OfflineBookings } from "../features/booking/OfflineBookings";
import { useWords } from "../i18n";
import { Footer } from "./Footer";
import { Guard } from "./Guard";
import { Header } from "./Header";
import { useOnline } from "./useOnline";

export function Layout() {
  const { t } = useWords();
  const online = useOnline();
  const [begunOffline] = useState(!online);
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useStartOfPage(main, pathname);

  return (
    <>
      <a className="skip" href="#main">
        {t("nav.skip")}
      </a>
      <Header />
      <main id="main" className="page" ref={main} tabIndex={-1}>
        {!online && <Notice kind="wait">{t("state.offline")}</Notice>}
        {!online && begunOffline ? (
          <OfflineBookings />
        ) : (
          <Guard key={pathname}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </Guard>
        )}
      </main>
      <Footer />
    </>
  );
}

/** A new page begins at its top, for the eyes and for a screen reader; the first one is left alone. */
function useStartOfPage(main: React.RefObject<HTMLElement | null>, pathname: string) {
  const seen = useRef(pathname);
  useEffect(() => {
    if (seen.current === pathname) return;
    seen.current = pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [main, pathname]);
}
