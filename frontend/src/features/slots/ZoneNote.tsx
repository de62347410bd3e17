import { Icon } from "../../design/Icon";
import { useWords } from "../../i18n";
import { clockChange, type Day } from "./days";
import { zoneWords } from "./zoneWords";

interface ZoneNoteProps {
  zone: string;
  providerName: string;
  providerZone: string;
  days: readonly Day[];
}

/** Whose clock this is, whose it is not, and when it will be changed. */
export function ZoneNote({ zone, providerName, providerZone, days }: ZoneNoteProps) {
  const { t, format } = useWords();
  const change = clockChange(days);
  return (
    <p className="row row--tight soft small zone-note">
      <Icon name="globe" size={18} />
      <span>
        {t("slots.zone", { zone: zoneWords(zone) })}{" "}
        {zone !== providerZone &&
          t("slots.providerZone", { name: providerName, zone: zoneWords(providerZone) })}{" "}
        {change && t("slots.clockChange", { day: format.dayOfDate(change) })}
      </span>
    </p>
  );
}
