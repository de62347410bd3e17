import { Link } from "react-router";

import type { FoundProvider } from "../../api/types";
import { Face } from "../../design/Face";
import { Icon } from "../../design/Icon";
import { Rating } from "../../design/Rating";
import { useWords } from "../../i18n";
import { useZone } from "../session/useSession";
import { Specializations } from "./Specializations";

/** The whole card leads to the provider; what is read out is the name. */
export function ProviderCard({ provider }: { provider: FoundProvider }) {
  const { t, format } = useWords();
  const zone = useZone();
  const next = provider.availability.nextAvailable;
  return (
    <article className="provider-card">
      <Face name={provider.name} photoUrl={provider.photoUrl} />
      <div className="provider-card__who">
        <h2 className="card-title">
          <Link to={`/providers/${provider.id}`} className="provider-card__link">
            {provider.name}
          </Link>
        </h2>
        <Specializations codes={provider.specializations} />
        <p className="provider-card__bio">{provider.bio}</p>
        <p className="row soft small">
          <Meeting meeting={provider.meeting} address={provider.location?.address ?? null} />
          {provider.distanceKm !== null && (
            <span>{t("card.away", { distance: format.distance(provider.distanceKm) })}</span>
          )}
          <span>{format.list(provider.languages.map(format.languageName))}</span>
        </p>
        <FreeTimes provider={provider} zone={zone} />
      </div>
      <div className="provider-card__figures">
        <Rating rating={provider.rating} count={provider.totalReviews} />
        <p>
          <strong className="provider-card__price">
            {format.money(provider.hourlyRate, provider.currency)}
          </strong>{" "}
          <span className="soft small">{t("card.perHour")}</span>
        </p>
        <p className={next ? "chip chip--good" : "chip"}>
          <Icon name="clock" size={16} />
          {next ? t("card.next", { when: format.dateTime(next, zone) }) : t("card.noTime")}
        </p>
      </div>
    </article>
  );
}

/** Asked for a day, the answer brings times that fit: each leads straight to booking it. */
function FreeTimes({ provider, zone }: { provider: FoundProvider; zone: string }) {
  const { t, format } = useWords();
  const { slots } = provider.availability;
  if (slots.length === 0) return null;
  return (
    <ul
      className="pills provider-card__times"
      aria-label={t("card.times", { name: provider.name })}
    >
      {slots.map((slot) => (
        <li key={`${slot.offeringId}-${slot.startTime}`}>
          <Link
            className="pill"
            to={`/providers/${provider.id}/book?offering=${slot.offeringId}&start=${encodeURIComponent(slot.startTime)}`}
          >
            {format.span(slot.startTime, slot.endTime, zone)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function Meeting({ meeting, address }: { meeting: string; address: string | null }) {
  const { t } = useWords();
  const online = meeting !== "IN_PERSON";
  const inPerson = meeting !== "ONLINE";
  return (
    <>
      {online && (
        <span className="row row--tight">
          <Icon name="video" size={16} />
          {t("meeting.online")}
        </span>
      )}
      {inPerson && (
        <span className="row row--tight">
          <Icon name="pin" size={16} />
          {address ?? t("meeting.inPerson")}
        </span>
      )}
    </>
  );
}
