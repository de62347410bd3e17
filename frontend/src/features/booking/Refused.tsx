import { isProblem } from "../../api/problem";
import { Button } from "../../design/Button";
import { Failure, Notice } from "../../design/States";
import { useWords } from "../../i18n";
import type { Time } from "../slots/days";

interface RefusedProps {
  error: unknown;
  zone: string;
  choose: (time: Time) => void;
  after: () => void;
}

/** A time that somebody else was quicker for is no dead end: the nearest free ones stand beside the news. */
export function Refused({ error, zone, choose, after }: RefusedProps) {
  const { t, format } = useWords();
  if (!error) return null;
  if (!isProblem(error, "SLOT_TAKEN", "NOT_OFFERED")) return <Failure error={error} />;
  return (
    <Notice kind="wait">
      <p>
        <strong>
          {error.code === "SLOT_TAKEN" ? t("refused.taken") : t("refused.notOffered")}
        </strong>
      </p>
      {error.nearestSlots.length > 0 ? (
        <>
          <p>{t("refused.nearest")}</p>
          <ul className="row">
            {error.nearestSlots.map((slot) => (
              <li key={slot.startTime}>
                <Button
                  kind="quiet"
                  onClick={() => {
                    choose(timeOf(slot.startTime, slot.endTime));
                    after();
                  }}
                >
                  {format.dateTime(slot.startTime, zone)}
                </Button>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t("refused.other")}</p>
      )}
    </Notice>
  );
}

function timeOf(start: string, end: string): Time {
  const clock = start.slice(11, 16);
  return { value: clock, clock, offset: "", start, end };
}
