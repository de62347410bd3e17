import { useState, type KeyboardEvent } from "react";

import type { Booking, Hours, TimeOff } from "../../../api/types";
import { useWords } from "../../../i18n";
import { wallClock } from "../../wallTime";
import { Column } from "./Column";
import { clockOf, hoursShown, onDate, openOn, STEP, type Stretch } from "./geometry";
import { useDrag, type Dragged } from "./useDrag";

interface TimeGridProps {
  dates: readonly string[];
  today: string;
  zone: string;
  bookings: readonly Booking[];
  timeOff: readonly TimeOff[];
  hours: Pick<Hours, "rules" | "overrides">;
  dropped: (what: Dragged) => void;
}

/** A day or a week on a sheet: open hours light, the rest shaded, appointments and time off upon it. */
export function TimeGrid({ dates, today, zone, bookings, timeOff, hours, dropped }: TimeGridProps) {
  const { t, format } = useWords();
  const columns = dates.map((date) => ({
    date,
    open: openOn(date, hours),
    booked: onDate(date, bookings, zone),
    off: onDate(date, timeOff, zone),
  }));
  const shown = hoursShown(columns.flatMap((one) => [...one.open, ...one.booked]));
  const drag = useDrag({ shown, dates, dropped });
  const keys = useKeyboardMove({ dates, shown, zone, drag, dropped });
  const [now] = useState(() => wallClock(zone, new Date()));
  const rows = Array.from(
    { length: (shown.until - shown.from) / 60 },
    (_, index) => shown.from + index * 60,
  );
  return (
    <div className="sheet-scroll" role="region" aria-label={t("work.agenda")} tabIndex={0}>
      <div
        className="time-grid"
        ref={drag.sheet}
        data-columns={dates.length}
        data-busy={drag.dragged !== null}
        {...drag.handlers}
      >
        <div className="time-grid__hours" aria-hidden="true">
          {rows.map((minutes) => (
            <span key={minutes} className="time-grid__hour">
              {format.wallTime(clockOf(minutes))}
            </span>
          ))}
        </div>
        {columns.map((column) => (
          <Column
            key={column.date}
            {...column}
            shown={shown}
            zone={zone}
            drag={drag}
            onKey={keys.onKey}
            now={column.date === today ? now.minutes : null}
          />
        ))}
      </div>
      <p className="visually-hidden" role="status">
        {keys.said}
      </p>
    </div>
  );
}

interface KeyboardMove {
  dates: readonly string[];
  shown: Stretch;
  zone: string;
  drag: ReturnType<typeof useDrag>;
  dropped: (what: Dragged) => void;
}

/** The same by keys: M takes an appointment up, arrows carry it, Enter puts it down, Escape puts it back. */
function useKeyboardMove({ dates, shown, drag, dropped }: KeyboardMove) {
  const { t, format, direction } = useWords();
  const carried = drag.dragged?.kind === "move" ? drag.dragged : null;
  const said = carried
    ? t("agenda.carried", {
        day: format.dayOfDate(carried.date),
        time: format.wallTime(clockOf(carried.from)),
      })
    : "";
  const onKey = (event: KeyboardEvent, booking: Booking, at: Stretch & { date: string }) => {
    if (!carried) {
      if (event.key.toLowerCase() !== "m") return;
      event.preventDefault();
      const length = at.until - at.from;
      drag.setDragged({ kind: "move", booking, date: at.date, from: at.from, length });
      return;
    }
    const step = STEPS[event.key];
    if (event.key === "Escape") drag.cancel();
    else if (event.key === "Enter") {
      drag.cancel();
      dropped(carried);
    } else if (step) {
      const aside = step.days * (direction === "rtl" ? -1 : 1);
      const place = Math.max(0, Math.min(dates.length - 1, dates.indexOf(carried.date) + aside));
      const latest = shown.until - carried.length;
      const from = Math.max(shown.from, Math.min(latest, carried.from + step.minutes));
      drag.setDragged({ ...carried, date: dates[place] ?? carried.date, from });
    } else return;
    event.preventDefault();
  };
  return { onKey, said };
}

const STEPS: Readonly<Record<string, { days: number; minutes: number }>> = {
  ArrowUp: { days: 0, minutes: -STEP },
  ArrowDown: { days: 0, minutes: STEP },
  ArrowLeft: { days: -1, minutes: 0 },
  ArrowRight: { days: 1, minutes: 0 },
};
