import { useWords } from "../../i18n";
import type { Time } from "./days";

interface TimeButtonProps {
  date: string;
  time: Time;
  chosen: Time | null;
  choose: (time: Time) => void;
}

export function TimeButton({ date, time, chosen, choose }: TimeButtonProps) {
  const { format } = useWords();
  return (
    <button
      type="button"
      className="slot"
      aria-pressed={chosen?.start === time.start}
      aria-label={`${format.dayOfDate(date)}, ${format.wallTime(time.clock)}`}
      onClick={() => choose(time)}
    >
      {format.wallTime(time.clock)}
      {time.value !== time.clock && <span className="small"> {time.offset}</span>}
    </button>
  );
}
