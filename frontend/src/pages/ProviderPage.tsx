import "./provider.css";

import { useNavigate, useParams } from "react-router";

import { isProblem } from "../api/problem";
import type { Offering, Provider } from "../api/types";
import { usePageTitle } from "../app/usePageTitle";
import { Button } from "../design/Button";
import { Face } from "../design/Face";
import { Icon } from "../design/Icon";
import { Rating } from "../design/Rating";
import { QueryView } from "../design/States";
import { PolicyText } from "../features/PolicyText";
import { useProvider } from "../features/provider";
import { Reviews } from "../features/reviews/Reviews";
import { Packages } from "../features/packages/Packages";
import { Meeting } from "../features/search/ProviderCard";
import { Similar } from "../features/search/Similar";
import { Specializations } from "../features/search/Specializations";
import { zoneWords } from "../features/slots/zoneWords";
import { useWords } from "../i18n";
import NotFoundPage from "./NotFoundPage";

export default function ProviderPage() {
  const id = Number(useParams().id);
  const provider = useProvider(id);
  if (!Number.isInteger(id) || isProblem(provider.error, "NOT_FOUND")) return <NotFoundPage />;
  return <QueryView query={provider}>{(found) => <Profile provider={found} />}</QueryView>;
}

function Profile({ provider }: { provider: Provider }) {
  const { t, format } = useWords();
  const navigate = useNavigate();
  usePageTitle(provider.name);
  const book = (offering?: Offering) =>
    void navigate(`/providers/${provider.id}/book${offering ? `?offering=${offering.id}` : ""}`);
  const bookable = provider.offerings.filter((one) => one.active && one.listed);
  return (
    <div className="profile">
      <header className="profile__head">
        <Face name={provider.name} photoUrl={provider.photoUrl} large />
        <div className="stack stack--small">
          <h1>{provider.name}</h1>
          <Specializations codes={provider.specializations} />
          <Rating rating={provider.rating} count={provider.totalReviews} />
        </div>
      </header>
      <aside className="profile__book sheet stack" aria-label={t("provider.bookLabel")}>
        <p>
          <strong className="profile__price">
            {format.money(provider.hourlyRate, provider.currency)}
          </strong>{" "}
          <span className="soft">{t("card.perHour")}</span>
        </p>
        {bookable.length > 0 ? (
          <Button wide onClick={() => book()}>
            {t("provider.book")}
          </Button>
        ) : (
          <p className="soft">{t("provider.nothing")}</p>
        )}
        <ul className="stack stack--small small soft">
          <li className="row">
            <Meeting meeting={provider.meeting} address={provider.location?.address ?? null} />
          </li>
          <li>
            {t("provider.speaks", {
              languages: format.list(provider.languages.map(format.languageName)),
            })}
          </li>
          <li>{t("provider.zone", { zone: zoneWords(provider.timezone) })}</li>
          <li>
            <PolicyText policy={provider.cancellationPolicy} />
          </li>
        </ul>
      </aside>
      <div className="profile__main stack stack--large">
        {provider.bio && (
          <section className="stack stack--small">
            <h2>{t("provider.about")}</h2>
            <p className="prose">{provider.bio}</p>
          </section>
        )}
        <section className="stack">
          <h2>{t("provider.offerings")}</h2>
          <ul className="list">
            {bookable.map((offering) => (
              <OfferingRow key={offering.id} offering={offering} book={() => book(offering)} />
            ))}
          </ul>
        </section>
        <Packages provider={provider} />
        <Reviews providerId={provider.id} />
        <Similar providerId={provider.id} />
      </div>
    </div>
  );
}

function OfferingRow({ offering, book }: { offering: Offering; book: () => void }) {
  const { t, format } = useWords();
  return (
    <li className="offering">
      <div className="stack stack--small">
        <h3>{offering.title}</h3>
        {offering.description && <p className="prose">{offering.description}</p>}
        <p className="row soft small">
          <span className="row row--tight">
            <Icon name="clock" size={16} />
            {format.minutes(offering.durationMinutes)}
          </span>
          {offering.needsApproval && <span>{t("offering.approval")}</span>}
          {offering.payment === "LATER" && offering.price > 0 && (
            <span>{t("offering.payLater")}</span>
          )}
        </p>
      </div>
      <div className="offering__side">
        <strong className="profile__price">
          {offering.price > 0 ? format.money(offering.price, offering.currency) : t("price.free")}
        </strong>
        <Button
          kind="quiet"
          onClick={book}
          aria-label={t("offering.chooseNamed", { title: offering.title })}
        >
          {t("offering.choose")}
        </Button>
      </div>
    </li>
  );
}
