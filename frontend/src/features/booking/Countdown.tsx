import { useEffect, useState } from "react";

import { useWords } from "../../i18n";

const SECOND = 1_000;

/** How long a time is kept. Read out at each minute, not at each second. */
export function Countdown({ until }: { until: string }) {
  const { t, format } = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  const left = Math.max(0, Math.floor((Date.parse(until) - now) / SECOND));
  const minutes = Math.floor(left / 60);
  const shown =
    left >= 3600
      ? format.minutes(Math.floor(left / 60))
      : `${minutes}:${String(left % 60).padStart(2, "0")}`;
  return (
    <>
      <strong className="countdown" role="timer" aria-live="off">
        {shown}
      </strong>
      <span className="visually-hidden" role="status">
        {t("hold.left", { time: format.minutes(minutes) })}
      </span>
    </>
  );
}
