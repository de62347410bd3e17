import "../../features/work/agenda/agenda.css";

import { useState } from "react";
import { Link, useSearchParams } from "react-router";

import type { Provider } from "../../api/types";
import { Button, LinkButton } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { PageHead } from "../../design/PageHead";
import { Notice, QueryView } from "../../design/States";
import { useNarrow } from "../../design/useNarrow";
import { dateIn } from "../../features/slots/days";
import { AgendaList } from "../../features/work/agenda/AgendaList";
import { BlockDialog } from "../../features/work/agenda/BlockDialog";
import { BookForClient } from "../../features/work/agenda/BookForClient";
import { clockOf } from "../../features/work/agenda/geometry";
import { MonthAgenda } from "../../features/work/agenda/MonthAgenda";
import { MoveDialog } from "../../features/work/agenda/MoveDialog";
import { TimeLaw } from "../../features/work/agenda/TimeLaw";
import { TimeGrid } from "../../features/work/agenda/TimeGrid";
import type { Dragged } from "../../features/work/agenda/useDrag";
import {
  askedFor,
  datesOf,
  shownOf,
  stepped,
  VIEWS,
  type Shown,
} from "../../features/work/agenda/view";
import { useAgenda, useMyHours, useTimeOff } from "../../features/work/useWork";
import { Waiting } from "../../features/work/Waiting";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

export default function AgendaPage({ profile }: Room) {
  const { t, format } = useWords();
  const zone = profile.timezone;
  const today = dateIn(zone, new Date());
  const [params] = useSearchParams();
  const shown = shownOf(params, today, format.weekStart);
  const [doing, setDoing] = useState<Dragged | null>(null);
  const [booking, setBooking] = useState(false);
  const close = () => setDoing(null);
  return (
    <div className="stack">
      <PageHead title={t("work.agenda")}>
        <Link to={`/providers/${profile.id}`}>{t("work.publicPage")}</Link>
      </PageHead>
      <NotReady profile={profile} />
      <TimeLaw zone={zone} />
      <Waiting zone={zone} />
      <Toolbar
        shown={shown}
        today={today}
        book={() => setBooking(true)}
        block={() =>
          setDoing({ kind: "block", date: shown.date, from: NOON, until: NOON + AN_HOUR })
        }
      />
      <Sheet profile={profile} shown={shown} today={today} dropped={setDoing} />
      {doing?.kind === "block" && (
        <BlockDialog
          providerId={profile.id}
          zone={zone}
          from={`${doing.date}T${clockOf(doing.from)}`}
          until={`${doing.date}T${clockOf(Math.min(doing.until, LAST_MINUTE))}`}
          close={close}
        />
      )}
      {booking && (
        <BookForClient
          profile={profile}
          at={`${shown.date}T${clockOf(NOON)}`}
          close={() => setBooking(false)}
        />
      )}
      {doing?.kind === "move" && (
        <MoveDialog
          booking={doing.booking}
          zone={zone}
          date={doing.date}
          minutes={doing.from}
          close={close}
        />
      )}
    </div>
  );
}

const NOON = 12 * 60;
const AN_HOUR = 60;
const LAST_MINUTE = 1439; // a date-time field has no 24:00

interface ToolbarProps {
  shown: Shown;
  today: string;
  book: () => void;
  block: () => void;
}

function Toolbar({ shown, today, book, block }: ToolbarProps) {
  const { t, format } = useWords();
  const [, setParams] = useSearchParams();
  const go = (view: string, date: string) => setParams({ view, date });
  const label =
    shown.view === "month"
      ? format.month(shown.first)
      : shown.view === "day"
        ? format.dayOfDate(shown.date)
        : `${format.dayOfDate(shown.first, "short")} – ${format.dayOfDate(shown.last, "short")}`;
  return (
    <div className="agenda-bar">
      <div className="row row--tight">
        <Button
          kind="quiet"
          aria-label={t("agenda.before")}
          onClick={() => go(shown.view, stepped(shown, -1))}
        >
          <Icon name="back" />
        </Button>
        <Button
          kind="quiet"
          aria-label={t("agenda.after")}
          onClick={() => go(shown.view, stepped(shown, 1))}
        >
          <Icon name="arrow" />
        </Button>
        <Button kind="plain" onClick={() => go(shown.view, today)}>
          {t("agenda.today")}
        </Button>
      </div>
      <p className="agenda-bar__label" aria-live="polite">
        {label}
      </p>
      <div className="pills" role="group" aria-label={t("agenda.view")}>
        {VIEWS.map((view) => (
          <button
            key={view}
            type="button"
            className="pill"
            aria-pressed={shown.view === view}
            onClick={() => go(view, shown.date)}
          >
            {t(`agenda.${view}`)}
          </button>
        ))}
        <Button kind="quiet" onClick={book}>
          {t("forClient.open")}
        </Button>
        <Button kind="quiet" onClick={block}>
          {t("agenda.block")}
        </Button>
      </div>
    </div>
  );
}

interface SheetProps {
  profile: Provider;
  shown: Shown;
  today: string;
  dropped: (what: Dragged) => void;
}

function Sheet({ profile, shown, today, dropped }: SheetProps) {
  const { t } = useWords();
  const narrow = useNarrow();
  const { from, to } = askedFor(shown);
  const agenda = useAgenda(from, to);
  const hours = useMyHours(profile.id).data?.value ?? { rules: [], overrides: [] };
  const timeOff = useTimeOff(profile.id).data ?? [];
  const zone = profile.timezone;
  const dates = datesOf(shown);
  return (
    <QueryView query={agenda} cards={2}>
      {(answer) => {
        const known = { today, zone, bookings: answer.data, timeOff };
        if (shown.view === "month") return <MonthAgenda month={shown.first} {...known} />;
        if (narrow && shown.view === "week") return <AgendaList dates={dates} {...known} />;
        return (
          <>
            <TimeGrid dates={dates} hours={hours} dropped={dropped} {...known} />
            <p id="agenda-keys" className="soft small">
              {t("agenda.keys")}
            </p>
          </>
        );
      }}
    </QueryView>
  );
}

/** Nobody can book what has no hours, no offering, or no public page. */
function NotReady({ profile }: { profile: Provider }) {
  const { t } = useWords();
  const hours = useMyHours(profile.id);
  if (!hours.data) return null;
  const open = hours.data.value.rules.length + hours.data.value.overrides.length > 0;
  if (profile.published && profile.offerings.some((one) => one.active) && open) return null;
  return (
    <Notice kind="wait">
      <p>{t("agenda.notReady")}</p>
      <div>
        <LinkButton to="/work/start">{t("agenda.guide")}</LinkButton>
      </div>
    </Notice>
  );
}
