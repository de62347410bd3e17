import { useWords } from "../../i18n";
import { addDays, WEEK, weekFrom, type Day, type Time } from "./days";
import { NothingFree } from "./NothingFree";
import type { ViewProps } from "./SlotPicker";
import { Stepper } from "./Stepper";
import { TimeButton } from "./TimeButton";

export function WeekView(props: ViewProps) {
  const { days, busy, date, setDate, reach, wanted, mayWait, chosen, choose } = props;
  const { format } = useWords();
  // An empty first week helps nobody: begin where there is something to choose.
  const first = reach.weekOf(date ?? days[0]?.date ?? reach.today);
  const last = addDays(first, WEEK - 1);
  const visible = weekFrom(first, days);
  return (
    <>
      <Stepper
        label={`${format.dayOfDate(first, "short")} – ${format.dayOfDate(last, "short")}`}
        back={first > reach.today ? () => setDate(addDays(first, -WEEK)) : null}
        on={last < reach.last ? () => setDate(addDays(first, WEEK)) : null}
      />
      <Week days={visible} busy={busy} chosen={chosen} choose={choose} />
      {!busy && visible.every((day) => day.times.length === 0) && (
        <NothingFree after={last} reach={reach} wanted={wanted} mayWait={mayWait} show={setDate} />
      )}
    </>
  );
}

interface WeekProps {
  days: readonly Day[];
  busy: boolean;
  chosen: Time | null;
  choose: (time: Time) => void;
}

function Week({ days, busy, chosen, choose }: WeekProps) {
  const { t, format } = useWords();
  return (
    <ul className="week" aria-busy={busy}>
      {days.map((day) => (
        <li key={day.date} className="week__day" data-empty={day.times.length === 0}>
          <h3 className="week__date">{format.dayOfDate(day.date, "short")}</h3>
          {day.times.length === 0 ? (
            <p className="soft small">{busy ? t("state.loading") : t("slots.none")}</p>
          ) : (
            <ul className="week__times">
              {day.times.map((time) => (
                <li key={time.start}>
                  <TimeButton date={day.date} time={time} chosen={chosen} choose={choose} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
