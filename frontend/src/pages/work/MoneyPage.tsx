import "../../features/money/money.css";

import { PageHead } from "../../design/PageHead";
import { InvoiceList } from "../../features/money/InvoiceList";
import { PaymentList } from "../../features/money/PaymentList";
import { PayoutBox } from "../../features/money/PayoutBox";
import { SellerForm } from "../../features/money/SellerForm";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

/** What came in, where it goes, and what stands on the papers. */
export default function MoneyPage({ profile }: Room) {
  const { t } = useWords();
  return (
    <div className="reading stack stack--large">
      <PageHead title={t("work.money")} text={t("work.moneyText")} />
      <PayoutBox />
      <PaymentList role="provider" zone={profile.timezone} />
      <InvoiceList role="provider" zone={profile.timezone} />
      <SellerForm providerId={profile.id} />
    </div>
  );
}
