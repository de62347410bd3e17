import "../../features/money/money.css";

import type { Me } from "../../api/types";
import { PageHead } from "../../design/PageHead";
import { BuyerForm } from "../../features/money/BuyerForm";
import { Cards } from "../../features/money/Cards";
import { InvoiceList } from "../../features/money/InvoiceList";
import { PaymentList } from "../../features/money/PaymentList";
import { useWords } from "../../i18n";

/** What I have paid, the papers for it, and what stands on them. */
export default function MoneyPage({ me }: { me: Me }) {
  const { t } = useWords();
  return (
    <div className="reading stack stack--large">
      <PageHead title={t("account.payments")} text={t("money.text")} />
      <PaymentList role="client" zone={me.timezone} />
      <InvoiceList role="client" zone={me.timezone} />
      <Cards />
      <BuyerForm />
    </div>
  );
}
