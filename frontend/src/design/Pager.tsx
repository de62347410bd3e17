import { Link, useLocation } from "react-router";

import type { Pagination } from "../api/types";
import { useWords } from "../i18n";

export function Pager({ pagination }: { pagination: Pagination }) {
  const { t, format } = useWords();
  const { pathname, search } = useLocation();
  const { page, totalPages } = pagination;
  if (totalPages <= 1) return null;
  const to = (wanted: number) => {
    const params = new URLSearchParams(search);
    params.set("page", String(wanted));
    return `${pathname}?${params.toString()}`;
  };
  return (
    <nav className="row row--apart" aria-label={t("pager.label")}>
      {page > 1 ? <Link to={to(page - 1)}>{t("pager.back")}</Link> : <span />}
      <span className="soft">
        {t("pager.at", { page: format.number(page), pages: format.number(totalPages) })}
      </span>
      {page < totalPages ? <Link to={to(page + 1)}>{t("pager.next")}</Link> : <span />}
    </nav>
  );
}
