import { usePageTitle } from "../app/usePageTitle";
import { LinkButton } from "../design/Button";
import { useWords } from "../i18n";

export default function NotFoundPage() {
  const { t } = useWords();
  usePageTitle(t("notFound.title"));
  return (
    <div className="empty">
      <h1>{t("notFound.title")}</h1>
      <p>{t("notFound.text")}</p>
      <LinkButton to="/providers">{t("nav.find")}</LinkButton>
    </div>
  );
}
