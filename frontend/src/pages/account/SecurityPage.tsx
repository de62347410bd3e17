import { PageHead } from "../../design/PageHead";
import { ApiKeys } from "../../features/account/ApiKeys";
import { Devices } from "../../features/account/Devices";
import { TwoFactor } from "../../features/account/TwoFactor";
import { useWords } from "../../i18n";

export default function SecurityPage() {
  const { t } = useWords();
  return (
    <div className="reading stack stack--large">
      <PageHead title={t("account.security")} text={t("security.text")} />
      <Devices />
      <TwoFactor />
      <ApiKeys />
    </div>
  );
}
