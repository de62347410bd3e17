import { Link, useSearchParams } from "react-router";

import type { Payment } from "../../api/types";
import { Pager } from "../../design/Pager";
import { Empty, QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { usePayments, type Side } from "./useMoney";

const TONES: Partial<Record<Payment["status"], string>> = {
  CAPTURED: "chip--good",
  AUTHORIZED: "chip--good",
  OPEN: "chip--wait",
  PROCESSING: "chip--wait",
  DISPUTED: "chip--bad",
  LOST: "chip--bad",
  FAILED: "chip--bad",
};

export function PaymentList({ role, zone }: { role: Side; zone: string }) {
  const { t } = useWords();
  const [params] = useSearchParams();
  const payments = usePayments(role, Math.max(1, Number(params.get("page")) || 1));
  return (
    <section className="stack">
      <div className="row row--apart">
        <h2>{t("money.payments")}</h2>
        <a href={`/v1/payments/history.csv?role=${role}`} download>
          {t("money.csv")}
        </a>
      </div>
      <QueryView query={payments} cards={2}>
        {(answer) =>
          answer.data.length === 0 ? (
            <Empty title={t("money.none")} text={t("money.noneText")} />
          ) : (
            <>
              <div
                className="table-wrap"
                role="region"
                aria-label={t("money.payments")}
                tabIndex={0}
              >
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">{t("money.when")}</th>
                      <th scope="col">{t("money.for")}</th>
                      <th scope="col">{t("money.state")}</th>
                      <th scope="col" className="number">
                        {t("money.amount")}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {answer.data.map((payment) => (
                      <Row key={payment.id} payment={payment} zone={zone} />
                    ))}
                  </tbody>
                </table>
              </div>
              <Pager pagination={answer.pagination} />
            </>
          )
        }
      </QueryView>
    </section>
  );
}

function Row({ payment, zone }: { payment: Payment; zone: string }) {
  const { t, format } = useWords();
  const back = payment.refundedAmount;
  return (
    <tr>
      <td>
        <time dateTime={payment.createdAt}>{format.shortDay(payment.createdAt, zone)}</time>
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
      <td>
        <span className={`chip ${TONES[payment.status] ?? ""}`}>
          {t(`money.${payment.status}`)}
        </span>
      </td>
      <td className="number">
        {format.money(payment.amount, payment.currency)}
        {back > 0 && (
          <span className="soft small money__back">
            {t("money.back", { amount: format.money(back, payment.currency) })}
          </span>
        )}
      </td>
    </tr>
  );
}
