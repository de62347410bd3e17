import { Link } from "react-router";

import { Notice } from "../../design/States";
import { useWords } from "../../i18n";
import type { Away } from "./useSlots";

interface AwayNoteProps {
  away: readonly Away[];
  zone: string;
  name: string;
}

/** The provider is off for a while and names a colleague. */
export function AwayNote({ away, zone, name }: AwayNoteProps) {
  const { t, format } = useWords();
  const once = new Map(away.map((one) => [one.startTime, one]));
  return [...once.values()].map((one) => (
    <Notice key={one.startTime}>
      <p>
        {t("slots.away", { name, when: format.day(one.endTime, zone) })} {t("slots.colleague")}{" "}
        <Link to={`/providers/${one.colleague.providerId}`}>{one.colleague.name}</Link>.
      </p>
    </Notice>
  ));
}
