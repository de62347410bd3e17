import { Icon } from "../../design/Icon";
import { useWords } from "../../i18n";
import { SKIP, type Plan, type Planned, type Wanted } from "./deciding";

interface PlanListProps {
  plan: Plan;
  zone: string;
  wanted: Wanted;
  change: (wanted: Wanted) => void;
}

/** Every appointment that the rule means. Nothing is left out or put elsewhere in silence: the client says so. */
export function PlanList({ plan, zone, wanted, change }: PlanListProps) {
  const { t } = useWords();
  return (
    <ol className="plan" aria-label={t("series.all")}>
      {plan.occurrences.map((one) => (
        <Row
          key={one.number}
          planned={one}
          zone={zone}
          value={wanted[one.number] ?? ""}
          change={(value) => change({ ...wanted, [one.number]: value })}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  planned: Planned;
  zone: string;
  value: string;
  change: (value: string) => void;
}

function Row({ planned, zone, value, change }: RowProps) {
  const { t, has, format } = useWords();
  const { number, startTime, wallTime, free, reasons, nearestSlots } = planned;
  const when = startTime
    ? format.dateTime(startTime, zone)
    : `${format.dayOfDate(wallTime.slice(0, 10), "short")}, ${format.wallTime(wallTime.slice(11, 16))}`;
  const why = reasons.map((reason) => {
    const key = `why.${reason}`;
    return has(key) ? t(key) : reason;
  });
  const state = value === SKIP ? "out" : free || value ? "good" : "open";
  return (
    <li className="plan__row" data-state={state}>
      <span className="plan__mark">
        <Icon name={state === "good" ? "check" : state === "out" ? "minus" : "alert"} size={18} />
      </span>
      <div>
        <p>
          <span className="soft small">{t("series.number", { n: format.number(number) })}</span>{" "}
          <strong>{when}</strong>
        </p>
        {!free && <p className="soft small">{why.join(" ")}</p>}
      </div>
      <select
        className="input"
        aria-label={t("series.decide", { when })}
        aria-invalid={state === "open" || undefined}
        value={value}
        onChange={(event) => change(event.target.value)}
      >
        <option value="">{free ? t("series.asPlanned") : t("series.choose")}</option>
        {nearestSlots.map((start) => (
          <option key={start} value={start}>
            {format.dateTime(start, zone)}
          </option>
        ))}
        <option value={SKIP}>{t("series.skip")}</option>
      </select>
    </li>
  );
}
