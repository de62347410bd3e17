import { useRef, type KeyboardEvent } from "react";

import { useWords } from "../../i18n";
import { addDays, addMonths, firstOfMonth, monthGrid, WEEK, type Day } from "./days";
import { NothingFree } from "./NothingFree";
import type { ViewProps } from "./SlotPicker";
import { Stepper } from "./Stepper";
import { TimeButton } from "./TimeButton";

/** A month of days, each with how much is free on it; the times of the chosen day stand below. */
export function MonthView(props: ViewProps) {
  const { days, busy, date, setDate, reach, wanted, mayWait, chosen, choose } = props;
  const { t, format } = useWords();
  const month = firstOfMonth(date ?? days[0]?.date ?? reach.today);
  const within = days.filter((day) => firstOfMonth(day.date) === month);
  const known = new Map(within.map((day) => [day.date, day]));
  const open = known.get(date ?? "") ?? within[0];
  const next = addMonths(month, 1);
  return (
    <>
      <Stepper
        label={format.month(month)}
        back={month > reach.today ? () => setDate(addMonths(month, -1)) : null}
        on={next <= reach.last ? () => setDate(next) : null}
      />
      <Month
        month={month}
        known={known}
        busy={busy}
        open={open?.date}
        move={setDate}
        reach={reach}
      />
      {open ? (
        <section className="stack stack--small" aria-live="polite">
          <h3 className="month__day">{format.dayOfDate(open.date)}</h3>
          <ul className="month__times">
            {open.times.map((time) => (
              <li key={time.start}>
                <TimeButton date={open.date} time={time} chosen={chosen} choose={choose} />
              </li>
            ))}
          </ul>
        </section>
      ) : busy ? (
        <p className="soft" role="status">
          {t("state.loading")}
        </p>
      ) : (
        <NothingFree
          after={addDays(next, -1)}
          reach={reach}
          wanted={wanted}
          mayWait={mayWait}
          show={setDate}
        />
      )}
      <p className="visually-hidden">{t("slots.monthKeys")}</p>
    </>
  );
}

interface MonthProps {
  month: string;
  known: ReadonlyMap<string, Day>;
  busy: boolean;
  open: string | undefined;
  move: (date: string) => void;
  reach: ViewProps["reach"];
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -WEEK, ArrowDown: WEEK };

function Month({ month, known, busy, open, move, reach }: MonthProps) {
  const { t, tn, format, direction } = useWords();
  const grid = useRef<HTMLTableElement>(null);
  const onward = direction === "rtl" ? -1 : 1;
  const walk = (event: KeyboardEvent, from: string) => {
    const aside = event.key === "ArrowRight" ? onward : event.key === "ArrowLeft" ? -onward : 0;
    const to = target(event.key, from, STEPS[event.key] ?? aside);
    if (!to || !reach.within(to)) return;
    event.preventDefault();
    move(to);
    requestAnimationFrame(() =>
      grid.current?.querySelector<HTMLElement>(`[data-date="${to}"]`)?.focus(),
    );
  };
  const weeks = weeksOf(monthGrid(month, format.weekStart)).filter((week) =>
    week.some((date) => date !== null && date >= reach.today),
  );
  const entry = open ?? (reach.within(month) ? month : reach.today);
  return (
    <table className="month" ref={grid} aria-busy={busy} aria-label={format.month(month)}>
      <thead>
        <tr>
          {Array.from({ length: WEEK }, (_, index) => (
            <th key={index} scope="col">
              <abbr title={format.weekday((format.weekStart + 6 + index) % WEEK)}>
                {format.weekday((format.weekStart + 6 + index) % WEEK, "short")}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={index}>
            {week.map((date, place) => {
              const count = date ? (known.get(date)?.times.length ?? 0) : 0;
              return (
                <td key={date ?? `empty-${place}`}>
                  {date && (
                    <button
                      type="button"
                      className="month__date"
                      data-date={date}
                      data-free={count > 0}
                      tabIndex={date === entry ? 0 : -1}
                      aria-pressed={date === open}
                      aria-disabled={count === 0}
                      aria-current={date === reach.today ? "date" : undefined}
                      aria-label={`${format.dayOfDate(date)}: ${count > 0 ? tn("slots.free", count) : t("slots.none")}`}
                      onClick={() => count > 0 && move(date)}
                      onKeyDown={(event) => walk(event, date)}
                    >
                      <span aria-hidden="true">{format.number(Number(date.slice(8)))}</span>
                      <span className="month__free" aria-hidden="true" data-much={muchOf(count)} />
                    </button>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function target(key: string, from: string, step: number): string | null {
  if (key === "PageDown") return addMonths(from, 1);
  if (key === "PageUp") return addMonths(from, -1);
  return step === 0 ? null : addDays(from, step);
}

/** Little, some, much: three marks, so that a full day is seen at a glance. */
function muchOf(count: number): number {
  return count === 0 ? 0 : count < 4 ? 1 : count < 9 ? 2 : 3;
}

function weeksOf(days: readonly (string | null)[]): (string | null)[][] {
  return Array.from({ length: Math.ceil(days.length / WEEK) }, (_, index) =>
    days.slice(index * WEEK, (index + 1) * WEEK),
  );
}
