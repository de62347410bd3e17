import { Link } from "react-router";

import type { Offering } from "../../api/types";
import { useWords } from "../../i18n";
import type { Time } from "../slots/days";

interface RepeatProps {
  offering: Offering;
  chosen: Time | null;
}

/** The same time again and again: the way to a series, which begins with the chosen time. */
export function Repeat({ offering, chosen }: RepeatProps) {
  const { t } = useWords();
  if (!chosen || offering.questions.some((one) => one.required)) return null;
  const query = new URLSearchParams({ offering: String(offering.id), start: chosen.start });
  return (
    <p className="small">
      <Link to={`/providers/${offering.providerId}/series?${query.toString()}`}>
        {t("repeat.open")}
      </Link>
    </p>
  );
}
