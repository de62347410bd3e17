import { Link } from "react-router";

import { Button } from "../../design/Button";
import { SelectField } from "../../design/Field";
import { Failure, QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import {
  useConflicts,
  useDecide,
  useEventWishes,
  useRules,
  useSetRules,
  type EventWish,
} from "./useCalendars";

const MOVED = ["ACCEPT", "ASK", "PUT_BACK"] as const;
const DELETED = ["ASK", "PUT_BACK"] as const;

/** What follows when somebody moves or deletes a booking's event in their calendar. */
export function Rules() {
  const { t } = useWords();
  const rules = useRules();
  const set = useSetRules();
  return (
    <section className="sheet stack" aria-label={t("calendars.rules")}>
      <h2>{t("calendars.rules")}</h2>
      <p className="soft">{t("calendars.rulesText")}</p>
      {set.error && <Failure error={set.error} />}
      <QueryView query={rules}>
        {(found) => (
          <div className="form__row">
            <SelectField
              label={t("calendars.moved")}
              name="moved"
              value={found.moved}
              onChange={(event) => {
                const moved = MOVED.find((one) => one === event.target.value);
                if (moved) set.mutate({ ...found, moved });
              }}
            >
              {MOVED.map((one) => (
                <option key={one} value={one}>
                  {t(`calendars.moved.${one}`)}
                </option>
              ))}
            </SelectField>
            <SelectField
              label={t("calendars.deleted")}
              name="deleted"
              value={found.deleted}
              onChange={(event) => {
                const deleted = DELETED.find((one) => one === event.target.value);
                if (deleted) set.mutate({ ...found, deleted });
              }}
            >
              {DELETED.map((one) => (
                <option key={one} value={one}>
                  {t(`calendars.deleted.${one}`)}
                </option>
              ))}
            </SelectField>
          </div>
        )}
      </QueryView>
    </section>
  );
}

/** Outside events that came to stand over bookings: nothing is cancelled, the provider decides. */
export function Conflicts({ zone }: { zone: string }) {
  const { t, format } = useWords();
  const conflicts = useConflicts();
  if (!conflicts.data?.length) return null;
  return (
    <section className="notice notice--wait" aria-label={t("calendars.conflicts")}>
      <h2 className="card-title">{t("calendars.conflicts")}</h2>
      <p>{t("calendars.conflictsText")}</p>
      <ul>
        {conflicts.data.map((one) => (
          <li key={`${one.bookingId} ${one.busyFrom}`}>
            <Link to={`/bookings/${one.bookingId}`}>{format.dateTime(one.startTime, zone)}</Link> ·{" "}
            {one.calendarName}: {format.span(one.busyFrom, one.busyUntil, zone)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What I did to bookings' events in my calendar, and what waits for my word. */
export function EventWishes({ zone }: { zone: string }) {
  const { t } = useWords();
  const wishes = useEventWishes();
  const open = wishes.data?.filter((one) => one.state === "OPEN") ?? [];
  if (open.length === 0) return null;
  return (
    <section className="stack" aria-label={t("calendars.wishes")}>
      <h2>{t("calendars.wishes")}</h2>
      <ul className="list">
        {open.map((wish) => (
          <WishRow key={wish.id} wish={wish} zone={zone} />
        ))}
      </ul>
    </section>
  );
}

function WishRow({ wish, zone }: { wish: EventWish; zone: string }) {
  const { t, format } = useWords();
  const decide = useDecide(wish.id);
  return (
    <li className="sheet stack stack--small">
      <p>
        {wish.startTime
          ? t("calendars.wish.moved", { when: format.dateTime(wish.startTime, zone) })
          : t("calendars.wish.deleted")}{" "}
        <Link to={`/bookings/${wish.bookingId}`}>{t("calendars.booking")}</Link>
      </p>
      {decide.error && <Failure error={decide.error} />}
      <div className="row">
        <Button busy={decide.isPending} onClick={() => decide.mutate(true)}>
          {wish.kind === "MOVED" ? t("calendars.wish.move") : t("calendars.wish.cancel")}
        </Button>
        <Button kind="quiet" busy={decide.isPending} onClick={() => decide.mutate(false)}>
          {t("calendars.wish.putBack")}
        </Button>
      </div>
    </li>
  );
}
