import { useState } from "react";

import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { Empty, QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { useInvoices, type Side } from "./useMoney";

export function InvoiceList({ role, zone }: { role: Side; zone: string }) {
  const { t, format } = useWords();
  const [page, setPage] = useState(1);
  const invoices = useInvoices(role, page);
  return (
    <section className="stack">
      <h2>{t("money.invoices")}</h2>
      <QueryView query={invoices} cards={2}>
        {(answer) =>
          answer.data.length === 0 ? (
            <Empty title={t("money.noInvoices")} text={t("money.noInvoicesText")} />
          ) : (
            <>
              <ul className="invoices">
                {answer.data.map((paper) => (
                  <li key={paper.id} className="invoices__row">
                    <span>
                      <strong dir="ltr">{paper.number}</strong>{" "}
                      <span className="soft small">
                        {t(`money.kind.${paper.kind}`)} · {format.date(paper.issuedAt, zone)}
                      </span>
                    </span>
                    <span className="figures">{format.money(paper.gross, paper.currency)}</span>
                    <a
                      className="row row--tight"
                      href={`/v1/invoices/${paper.id}/pdf`}
                      download
                      aria-label={t("money.pdfNamed", { number: paper.number })}
                    >
                      <Icon name="paper" size={18} />
                      {t("money.pdf")}
                    </a>
                  </li>
                ))}
              </ul>
              {answer.pagination.totalPages > 1 && (
                <div className="row row--apart">
                  <Button kind="quiet" disabled={page === 1} onClick={() => setPage(page - 1)}>
                    {t("pager.back")}
                  </Button>
                  <Button
                    kind="quiet"
                    disabled={page === answer.pagination.totalPages}
                    onClick={() => setPage(page + 1)}
                  >
                    {t("pager.next")}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </QueryView>
    </section>
  );
}
