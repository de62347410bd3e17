import { useRef, type SubmitEvent } from "react";

import { Button } from "../../../design/Button";
import { TextField } from "../../../design/Field";
import { Failure, Notice, QueryView } from "../../../design/States";
import { useFieldErrors } from "../../../design/useProblemText";
import { useWords } from "../../../i18n";
import { text } from "../../forms";
import { zoneWords } from "../../slots/zoneWords";
import { ZoneField } from "../../ZoneField";
import { saveTrips, useTimeChange, useTrips, type Trip } from "./useTime";

interface TripsProps {
  providerId: number;
  zone: string;
}

/** On a journey the same hours are worked, on the clock of the place. */
export function Trips({ providerId, zone }: TripsProps) {
  const { t } = useWords();
  const trips = useTrips(providerId);
  return (
    <section className="stack" aria-label={t("trips.title")}>
      <h2>{t("trips.title")}</h2>
      <p className="soft">{t("trips.text")}</p>
      <QueryView query={trips}>
        {(found) => <Editor trips={found.trips} providerId={providerId} zone={zone} />}
      </QueryView>
    </section>
  );
}

function Editor({ trips, providerId, zone }: TripsProps & { trips: readonly Trip[] }) {
  const { t, tn, format } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const save = useTimeChange((next: Trip[]) => saveTrips(providerId, next));
  const errorAt = useFieldErrors(save.error);
  const last = `trips.${trips.length}`;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending) return;
    const typed = new FormData(event.currentTarget);
    const trip = {
      firstDate: text(typed, "firstDate"),
      lastDate: text(typed, "lastDate"),
      timezone: text(typed, "timezone"),
    };
    save.mutate([...trips, trip], { onSuccess: () => form.current?.reset() });
  };
  return (
    <>
      <ul>
        {trips.map((trip) => {
          const days = `${format.dayOfDate(trip.firstDate, "short")} – ${format.dayOfDate(trip.lastDate, "short")}`;
          return (
            <li key={trip.firstDate} className="row row--apart line">
              <span>
                <strong>{days}</strong> · {zoneWords(trip.timezone)}
              </span>
              <Button
                kind="plain"
                aria-label={t("editor.removeNamed", { what: days })}
                onClick={() => save.mutate(trips.filter((one) => one !== trip))}
              >
                {t("editor.remove")}
              </Button>
            </li>
          );
        })}
      </ul>
      <form className="form" ref={form} onSubmit={submit}>
        {save.error && <Failure error={save.error} />}
        {save.data && save.data.conflicts.length > 0 && (
          <Notice kind="wait">{tn("hours.conflicts", save.data.conflicts.length)}</Notice>
        )}
        <div className="form__row">
          <TextField
            label={t("trips.first")}
            name="firstDate"
            type="date"
            required
            error={errorAt(`${last}.firstDate`)}
          />
          <TextField
            label={t("trips.last")}
            name="lastDate"
            type="date"
            required
            error={errorAt(`${last}.lastDate`)}
          />
          <ZoneField zone={zone} error={errorAt(`${last}.timezone`)} />
        </div>
        <div>
          <Button type="submit" kind="quiet" busy={save.isPending}>
            {t("trips.add")}
          </Button>
        </div>
      </form>
    </>
  );
}
