import "./slots.css";

import { useState } from "react";

import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { addDays, dateIn, daysOf, WEEK, weekFrom, WINDOW_DAYS, type Day, type Time } from "./days";
import { SlotLists } from "./SlotLists";
import { useSlots } from "./useSlots";
import { ZoneNote } from "./ZoneNote";

interface SlotPickerProps {
  providerId: number;
  providerName: string;
  providerZone: string;
  offeringId: number;
  zone: string;
  chosen: Time | null;
  choose: (time: Time | null) => void;
}

export function SlotPicker({
  providerId,
  providerName,
  providerZone,
  offeringId,
  zone,
  chosen,
  choose,
}: SlotPickerProps) {
  const { t, format } = useWords();
  const [week, setWeek] = useState<number | null>(null);
  const windowOf = (at: number) => Math.floor((at * WEEK) / WINDOW_DAYS);
  const slots = useSlots({ providerId, offeringId, zone, window: windowOf(week ?? 0) });
  const today = dateIn(zone, new Date());

  return (
    <QueryView query={slots} cards={1}>
      {(answer) => {
        const days = daysOf(answer.slots);
        const shown = week ?? firstWeek(days, today);
        const first = addDays(today, shown * WEEK);
        const visible = weekFrom(first, days);
        return (
          <div className="stack">
            <ZoneNote
              zone={zone}
              providerName={providerName}
              providerZone={providerZone}
              days={days}
            />
            <div className="week__head">
              <Button kind="quiet" disabled={shown === 0} onClick={() => setWeek(shown - 1)}>
                <Icon name="back" />
                <span className="week__step">{t("slots.earlier")}</span>
              </Button>
              <p className="week__span" aria-live="polite">
                {format.dayOfDate(first, "short")} –{" "}
                {format.dayOfDate(addDays(first, WEEK - 1), "short")}
              </p>
              <Button kind="quiet" onClick={() => setWeek(shown + 1)}>
                <span className="week__step">{t("slots.later")}</span>
                <Icon name="arrow" />
              </Button>
            </div>
            <Week days={visible} chosen={chosen} choose={choose} />
            {visible.every((day) => day.times.length === 0) && (
              <p className="notice">{t("slots.noneThisWeek")}</p>
            )}
            <SlotLists days={days} chosen={chosen} choose={choose} />
          </div>
        );
      }}
    </QueryView>
  );
}

/** An empty first week helps nobody: begin where there is something to choose. */
function firstWeek(days: readonly Day[], today: string): number {
  const date = days[0]?.date;
  if (date === undefined) return 0;
  return Math.max(0, Math.floor((Date.parse(date) - Date.parse(today)) / (WEEK * 86_400_000)));
}

interface WeekProps {
  days: readonly Day[];
  chosen: Time | null;
  choose: (time: Time) => void;
}

function Week({ days, chosen, choose }: WeekProps) {
  const { t, format } = useWords();
  return (
    <ul className="week">
      {days.map((day) => (
        <li key={day.date} className="week__day" data-empty={day.times.length === 0}>
          <h3 className="week__date">{format.dayOfDate(day.date, "short")}</h3>
          {day.times.length === 0 ? (
            <p className="soft small">{t("slots.none")}</p>
          ) : (
            <ul className="week__times">
              {day.times.map((time) => (
                <li key={time.start}>
                  <button
                    type="button"
                    className="slot"
                    aria-pressed={chosen?.start === time.start}
                    aria-label={`${format.dayOfDate(day.date)}, ${format.wallTime(time.clock)}`}
                    onClick={() => choose(time)}
                  >
                    {format.wallTime(time.clock)}
                    {time.value !== time.clock && <span className="small"> {time.offset}</span>}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
