import "./slots.css";

import { useEffect, useMemo, useRef, useState } from "react";

import { QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { AwayNote } from "./AwayNote";
import { dateIn, type Day, type Time } from "./days";
import { MonthView } from "./MonthView";
import { Reach } from "./reach";
import { SlotLists } from "./SlotLists";
import { useSlots, type Wanted } from "./useSlots";
import { WaitFor } from "./WaitFor";
import { WeekView } from "./WeekView";
import { WhyNot } from "./WhyNot";
import { ZoneNote } from "./ZoneNote";

interface SlotPickerProps extends Wanted {
  providerName: string;
  providerZone: string;
  horizonDays: number;
  chosen: Time | null;
  choose: (time: Time | null) => void;
  /** A start that a link has named: it is chosen as soon as it is known to be free. */
  start?: string | null;
  /** Who finds nothing may wait for what becomes free. */
  mayWait?: boolean;
}

const VIEWS = ["week", "month"] as const;
type View = (typeof VIEWS)[number];

export function SlotPicker(props: SlotPickerProps) {
  const { providerId, offeringId, zone, minutes, link, together, chosen, choose } = props;
  const { t } = useWords();
  const mayWait = props.mayWait ?? false;
  const wanted = useMemo(
    () => ({ providerId, offeringId, zone, minutes, link, together }),
    [providerId, offeringId, zone, minutes, link, together],
  );
  const today = dateIn(zone, new Date());
  const reach = useMemo(() => new Reach(today, props.horizonDays), [today, props.horizonDays]);
  const named = props.start ? dateIn(zone, new Date(props.start)) : null;
  const [view, setView] = useState<View>("week");
  const [date, setDate] = useState<string | null>(named);
  const [first, last] = reach.shown(view, date);
  const slots = useSlots(wanted, first, last);
  useNamedStart(props.start, slots.data, choose);
  const shown = useKept(slots.data);
  const firstFree = slots.data?.[0]?.date;
  useEffect(() => {
    if (date === null && firstFree !== undefined && firstFree > last) setDate(firstFree);
  }, [date, firstFree, last]);

  return (
    <div className="stack">
      <div className="row row--apart">
        <ZoneNote
          zone={zone}
          providerName={props.providerName}
          providerZone={props.providerZone}
          days={slots.data ?? []}
        />
        <div className="pills" role="group" aria-label={t("slots.view")}>
          {VIEWS.map((one) => (
            <button
              key={one}
              type="button"
              className="pill"
              aria-pressed={view === one}
              onClick={() => {
                setDate(chosen ? chosen.start.slice(0, 10) : date);
                setView(one);
              }}
            >
              {t(`slots.view.${one}`)}
            </button>
          ))}
        </div>
      </div>
      <AwayNote away={slots.away} zone={zone} name={props.providerName} />
      <QueryView query={{ ...slots, data: shown }} cards={1}>
        {(days) => {
          const busy = slots.isPending;
          const given = { days, busy, date, setDate, reach, wanted, mayWait, chosen, choose };
          return (
            <>
              {view === "week" ? <WeekView {...given} /> : <MonthView {...given} />}
              <SlotLists days={days} chosen={chosen} choose={choose} />
            </>
          );
        }}
      </QueryView>
      {!together && <WhyNot wanted={wanted} />}
      {mayWait && (
        <div>
          <WaitFor wanted={wanted} />
        </div>
      )}
    </div>
  );
}

export interface ViewProps {
  days: readonly Day[];
  /** More is on its way; what stands here meanwhile is what was known before. */
  busy: boolean;
  /** The date around which one looks; null until somebody has moved on. */
  date: string | null;
  setDate: (date: string) => void;
  reach: Reach;
  wanted: Wanted;
  mayWait: boolean;
  chosen: Time | null;
  choose: (time: Time | null) => void;
}

/** While the next stretch is on its way the sheet stays, and with it the focus. */
function useKept(days: readonly Day[] | undefined): readonly Day[] | undefined {
  const [kept, setKept] = useState(days);
  useEffect(() => {
    if (days) setKept(days);
  }, [days]);
  return days ?? kept;
}

function useNamedStart(
  start: string | null | undefined,
  days: readonly Day[] | undefined,
  choose: (time: Time) => void,
) {
  const done = useRef(false);
  useEffect(() => {
    if (!start || !days || done.current) return;
    done.current = true;
    const at = Date.parse(start);
    const found = days.flatMap((day) => day.times).find((time) => Date.parse(time.start) === at);
    if (found) choose(found);
  }, [start, days, choose]);
}
