import { Icon } from "../design/Icon";
import { isLanguage, LANGUAGES, useWords } from "../i18n";
import { SITE } from "./usePageTitle";
import { useTheme } from "./useTheme";

export function Footer() {
  const { t, language, choose } = useWords();
  const { theme, turn } = useTheme();
  return (
    <footer className="footer">
      <div className="footer__inner">
        <p className="soft">{t("footer.line", { site: SITE })}</p>
        <div className="row">
          <label className="footer__language">
            <Icon name="globe" />
            <span className="visually-hidden">{t("field.language")}</span>
            <select
              className="input"
              value={language}
              onChange={(event) => isLanguage(event.target.value) && choose(event.target.value)}
            >
              {LANGUAGES.map((one) => (
                <option key={one.code} value={one.code} lang={one.code}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="button button--quiet" onClick={turn}>
            <Icon name={theme === "dark" ? "sun" : "moon"} />
            {theme === "dark" ? t("theme.light") : t("theme.dark")}
          </button>
        </div>
      </div>
    </footer>
  );
}
