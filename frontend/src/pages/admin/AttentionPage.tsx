import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";

import { api, body } from "../../api/client";
import type { components } from "../../api/schema";
import { PageHead } from "../../design/PageHead";
import { Pager } from "../../design/Pager";
import { Empty, QueryView } from "../../design/States";
import { browserZone } from "../../features/session/useSession";
import { useWords } from "../../i18n";

type AdminPayment = components["schemas"]["AdminPaymentOut"];

/** All payments, or those on which a person has to decide. */
export default function AttentionPage() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const page = Math.max(1, Number(params.get("page")) || 1);
  const all = params.get("show") === "all";
  const payments = useQuery({
    queryKey: ["admin", "payments", all, page],
    queryFn: () =>
      body(
        api.GET("/v1/admin/payments", {
          params: { query: { page, ...(all ? {} : { attention: true }) } },
        }),
      ),
  });
  return (
    <div className="stack">
      <PageHead title={t("admin.payments")} text={t("attention.text")} />
      <nav className="pills" aria-label={t("attention.which")}>
        <Link className="pill" to="/admin/payments" aria-current={all ? undefined : "page"}>
          {t("attention.needed")}
        </Link>
        <Link
          className="pill"
          to="/admin/payments?show=all"
          aria-current={all ? "page" : undefined}
        >
          {t("inbox.all")}
        </Link>
      </nav>
      <QueryView query={payments} cards={2}>
        {(answer) =>
          answer.data.length === 0 ? (
            <Empty title={t("attention.none")} text={t("attention.noneText")} />
          ) : (
            <>
              <div
                className="table-wrap"
                role="region"
                aria-label={t("admin.payments")}
                tabIndex={0}
              >
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">{t("money.when")}</th>
                      <th scope="col">{t("money.for")}</th>
                      <th scope="col">{t("attention.company")}</th>
                      <th scope="col">{t("money.state")}</th>
                      <th scope="col">{t("attention.why")}</th>
                      <th scope="col" className="number">
                        {t("money.amount")}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {answer.data.map((payment) => (
                      <Row key={payment.id} payment={payment} />
                    ))}
                  </tbody>
                </table>
              </div>
              <Pager pagination={answer.pagination} />
            </>
          )
        }
      </QueryView>
    </div>
  );
}

function Row({ payment }: { payment: AdminPayment }) {
  const { t, format } = useWords();
  return (
    <tr>
      <td>
        <time dateTime={payment.updatedAt}>
          {format.dateTime(payment.updatedAt, browserZone())}
        </time>
      </td>
      <td>
        {payment.bookingId === null ? (
          t("money.package")
        ) : (
          <Link to={`/bookings/${payment.bookingId}`} dir="ltr">
            {`BK-${payment.bookingId}`}
          </Link>
        )}
      </td>
      <td dir="ltr">
        {payment.company} {payment.companyReference}
      </td>
      <td>
        <span className="chip">{t(`money.${payment.status}`)}</span>
      </td>
      <td dir="ltr">{payment.attention ?? "–"}</td>
      <td className="number">{format.money(payment.amount, payment.currency)}</td>
    </tr>
  );
}
