import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, data } from "../../api/client";
import type { components } from "../../api/schema";
import type { Booking } from "../../api/types";
import { QueryView } from "../../design/States";
import { useWords } from "../../i18n";

type Entry = components["schemas"]["TimelineEntry"];

/** All that was done for a booking, by whom and when; asked for only when somebody wants to know. */
export function Timeline({ booking, zone }: { booking: Booking; zone: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details className="details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("timeline.open")}</summary>
      {open && <Entries booking={booking} zone={zone} />}
    </details>
  );
}

function Entries({ booking, zone }: { booking: Booking; zone: string }) {
  const timeline = useQuery({
    queryKey: ["timeline", booking.id, booking.version],
    queryFn: () =>
      data(
        api.GET("/v1/bookings/{booking_id}/timeline", {
          params: { path: { booking_id: booking.id } },
        }),
      ),
  });
  return (
    <QueryView query={timeline}>
      {(entries) => (
        <ol className="timeline">
          {entries.filter(isTold).map((entry, index) => (
            <EntryRow key={index} entry={entry} zone={zone} />
          ))}
        </ol>
      )}
    </QueryView>
  );
}

/** The workers' own tasks are the operator's business. */
function isTold(entry: Entry): boolean {
  return entry.type !== "TASK";
}

function EntryRow({ entry, zone }: { entry: Entry; zone: string }) {
  const { t, has, format } = useWords();
  const key = entry.type === "EVENT" ? `timeline.${entry.name}` : `timeline.${entry.type}`;
  const message = `kind.${entry.name}`;
  const said =
    entry.type === "MESSAGE" && has(message) ? t(message) : has(key) ? t(key) : entry.name;
  return (
    <li className="timeline__entry">
      <time className="soft small" dateTime={entry.at}>
        {format.dateTime(entry.at, zone)}
      </time>
      <span>
        {said}
        {entry.amount !== null && entry.currency && (
          <> · {format.money(entry.amount, entry.currency)}</>
        )}
        {entry.who && <span className="soft small"> · {t(`timeline.by.${entry.who}`)}</span>}
      </span>
    </li>
  );
}
