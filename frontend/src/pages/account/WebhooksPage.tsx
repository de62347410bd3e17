import { PageHead } from "../../design/PageHead";
import { Endpoints } from "../../features/account/webhooks/Endpoints";
import { useWords } from "../../i18n";

export default function WebhooksPage() {
  const { t } = useWords();
  return (
    <div className="reading">
      <PageHead title={t("account.webhooks")} text={t("hooks.text")} />
      <Endpoints />
    </div>
  );
}
