import { Icon } from "../../design/Icon";
import { useWords } from "../../i18n";
import { zoneWords } from "../slots/zoneWords";
import { keptNext, type Kept } from "./kept";

/** Without a network: what is booked next, as it stood when this browser last heard of it. */
export function OfflineBookings() {
  const { t } = useWords();
  const next = keptNext(new Date());
  return (
    <section className="offline sheet stack" aria-label={t("offline.label")}>
      <p className="offline__mark">
        <Icon name="offline" size={28} />
      </p>
      <h2>{t("offline.title")}</h2>
      <p className="soft">{next.length > 0 ? t("offline.next") : t("offline.nothing")}</p>
      {next.length > 0 && (
        <ul className="list">
          {next.map((one) => (
            <KeptRow key={one.id} kept={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function KeptRow({ kept }: { kept: Kept }) {
  const { t, format } = useWords();
  return (
    <li className="offline__row">
      <p>
        <strong>{format.day(kept.startTime, kept.timezone)}</strong>
        <br />
        {format.span(kept.startTime, kept.endTime, kept.timezone)}{" "}
        <span className="soft small">{zoneWords(kept.timezone)}</span>
      </p>
      <p>
        {kept.title} · {t("offline.with", { name: kept.with })}
        <br />
        <span className="soft small" dir="ltr">
          {kept.reference}
        </span>
      </p>
      {kept.videoCallLink && (
        <p>
          <a href={kept.videoCallLink} rel="noreferrer">
            {t("booking.video")}
          </a>
        </p>
      )}
    </li>
  );
}
