import "../../features/slots/slots.css";

import { useState } from "react";
import { Link } from "react-router";

import { Button, LinkButton } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { PageHead } from "../../design/PageHead";
import { Notice, QueryView } from "../../design/States";
import { addDays, dateIn, WEEK } from "../../features/slots/days";
import { AgendaWeek } from "../../features/work/AgendaWeek";
import { useAgenda, useMyHours } from "../../features/work/useWork";
import { Waiting } from "../../features/work/Waiting";
import { agendaOf, askedFor } from "../../features/work/week";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

export default function AgendaPage({ profile }: Room) {
  const { t, format } = useWords();
  const zone = profile.timezone;
  const today = dateIn(zone, new Date());
  const [first, setFirst] = useState(today);
  const { from, to } = askedFor(first);
  const agenda = useAgenda(from, to);
  return (
    <div className="stack">
      <PageHead title={t("work.agenda")} />
      <NotReady
        providerId={profile.id}
        published={profile.published}
        bookable={profile.offerings.some((one) => one.active)}
      />
      <Waiting zone={zone} />
      <div className="week__head">
        <Button
          kind="quiet"
          aria-label={t("agenda.before")}
          onClick={() => setFirst(addDays(first, -WEEK))}
        >
          <Icon name="back" />
        </Button>
        <p className="week__span" aria-live="polite">
          {format.dayOfDate(first, "short")} – {format.dayOfDate(addDays(first, WEEK - 1), "short")}
        </p>
        <Button
          kind="quiet"
          aria-label={t("agenda.after")}
          onClick={() => setFirst(addDays(first, WEEK))}
        >
          <Icon name="arrow" />
        </Button>
      </div>
      <QueryView query={agenda} cards={2}>
        {(answer) => (
          <AgendaWeek days={agendaOf(first, answer.data, zone)} today={today} zone={zone} />
        )}
      </QueryView>
      <p className="row">
        {first !== today && (
          <Button kind="plain" onClick={() => setFirst(today)}>
            {t("agenda.today")}
          </Button>
        )}
        <Link to={`/providers/${profile.id}`}>{t("work.publicPage")}</Link>
      </p>
    </div>
  );
}

interface NotReadyProps {
  providerId: number;
  published: boolean;
  bookable: boolean;
}

/** Nobody can book what has no hours, no offering, or no public page. */
function NotReady({ providerId, published, bookable }: NotReadyProps) {
  const { t } = useWords();
  const hours = useMyHours(providerId);
  if (!hours.data) return null;
  const open = hours.data.value.rules.length + hours.data.value.overrides.length > 0;
  if (published && bookable && open) return null;
  return (
    <Notice kind="wait">
      <p>{t("agenda.notReady")}</p>
      <div>
        <LinkButton to="/work/start">{t("agenda.guide")}</LinkButton>
      </div>
    </Notice>
  );
}
