import { useSearchParams } from "react-router";

import { useWords } from "../../i18n";
import { addDays } from "../slots/days";

const RANGES = [7, 30, 90] as const;
const USUAL = 30;

/** The last so many days, today among them. */
export function useRange(today: string): { days: number; from: string; to: string } {
  const [params] = useSearchParams();
  const days = RANGES.find((one) => String(one) === params.get("days")) ?? USUAL;
  return { days, from: addDays(today, 1 - days), to: today };
}

export function RangePills({ days }: { days: number }) {
  const { t, format } = useWords();
  const [, setParams] = useSearchParams();
  return (
    <div className="pills" role="group" aria-label={t("figures.range")}>
      {RANGES.map((one) => (
        <button
          key={one}
          type="button"
          className="pill"
          aria-pressed={days === one}
          onClick={() => setParams({ days: String(one) })}
        >
          {t("figures.days", { days: format.number(one) })}
        </button>
      ))}
    </div>
  );
}
