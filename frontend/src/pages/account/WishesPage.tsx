import { PageHead } from "../../design/PageHead";
import { QueryView } from "../../design/States";
import { PhoneBox } from "../../features/account/PhoneBox";
import { PushBox } from "../../features/account/PushBox";
import { QuietHours } from "../../features/account/QuietHours";
import { useWishes } from "../../features/account/useWishes";
import { WishTable } from "../../features/account/WishTable";
import { useWords } from "../../i18n";

/** Which messages somebody wants, and when not. */
export default function WishesPage() {
  const { t } = useWords();
  const wishes = useWishes();
  return (
    <div className="reading stack stack--large">
      <PageHead title={t("wishes.title")} text={t("wishes.text")} />
      <QueryView query={wishes}>
        {(found) => (
          <>
            <WishTable wishes={found} />
            <PushBox />
            <PhoneBox />
            <QuietHours quiet={found.quietHours} />
          </>
        )}
      </QueryView>
    </div>
  );
}
