import { Icon } from "../../design/Icon";
import { useWords } from "../../i18n";
import type { Span } from "./hours";

const MIDNIGHT = "24:00";

interface SpanInputsProps {
  day: string;
  span: Span;
  change: (span: Span) => void;
  remove: () => void;
}

/** From and until on the wall clock. A browser's clock has no 24:00: midnight at the end is typed as 00:00. */
export function SpanInputs({ day, span, change, remove }: SpanInputsProps) {
  const { t } = useWords();
  return (
    <div className="span">
      <input
        className="input"
        type="time"
        required
        aria-label={t("hours.from", { day })}
        value={span.startTime}
        onChange={(event) => change({ ...span, startTime: event.target.value })}
      />
      <span aria-hidden="true">–</span>
      <input
        className="input"
        type="time"
        required
        aria-label={t("hours.until", { day })}
        value={span.endTime === MIDNIGHT ? "00:00" : span.endTime}
        onChange={(event) =>
          change({
            ...span,
            endTime: event.target.value === "00:00" ? MIDNIGHT : event.target.value,
          })
        }
      />
      <button
        type="button"
        className="icon-button"
        aria-label={t("hours.remove", { day })}
        onClick={remove}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
