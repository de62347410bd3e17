import "../features/search/search.css";
import "./home.css";

import { Link, useNavigate } from "react-router";

import { usePageTitle } from "../app/usePageTitle";
import { LinkButton } from "../design/Button";
import { QueryView } from "../design/States";
import { write } from "../features/search/criteria";
import { ProviderCard } from "../features/search/ProviderCard";
import { SearchBar } from "../features/search/SearchBar";
import { useTrade } from "../features/search/Specializations";
import { TRADES } from "../features/search/trades";
import { useSearch } from "../features/search/useSearch";
import { useWords } from "../i18n";

const SHOWN = 3;

export default function HomePage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const trade = useTrade();
  usePageTitle(undefined);
  const search = (q: string) => void navigate(`/providers?${write({ q }).toString()}`);
  return (
    <div className="home">
      <section className="home__hero">
        <h1>{t("home.title")}</h1>
        <p>{t("home.text")}</p>
        <SearchBar onSearch={search} />
        <ul className="home__trades" aria-label={t("home.trades")}>
          {TRADES.slice(0, 8).map((code) => (
            <li key={code}>
              <Link to={`/providers?${write({ specialization: code }).toString()}`}>
                {trade(code)}
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section className="stack">
        <div className="row row--apart">
          <h2>{t("home.best")}</h2>
          <Link to="/providers">{t("home.all")}</Link>
        </div>
        <BestRated />
      </section>
      <Steps />
      <section className="home__offer">
        <div>
          <h2>{t("home.offerTitle")}</h2>
          <p>{t("home.offerText")}</p>
        </div>
        <LinkButton to="/register?as=provider" kind="quiet">
          {t("home.offerAction")}
        </LinkButton>
      </section>
    </div>
  );
}

function BestRated() {
  const best = useSearch({}, SHOWN);
  return (
    <QueryView query={best} cards={SHOWN}>
      {(answer) => (
        <div className="list">
          {answer.data.map((provider) => (
            <ProviderCard key={provider.id} provider={provider} />
          ))}
        </div>
      )}
    </QueryView>
  );
}

function Steps() {
  const { t } = useWords();
  const steps = [
    { title: t("home.step1"), text: t("home.step1Text") },
    { title: t("home.step2"), text: t("home.step2Text") },
    { title: t("home.step3"), text: t("home.step3Text") },
  ];
  return (
    <section className="stack">
      <h2>{t("home.how")}</h2>
      <ol className="home__steps">
        {steps.map((step) => (
          <li key={step.title}>
            <h3>{step.title}</h3>
            <p className="soft">{step.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
