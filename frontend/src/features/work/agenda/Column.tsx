import type { KeyboardEvent } from "react";
import { Link } from "react-router";

import type { Booking, TimeOff } from "../../../api/types";
import { useWords } from "../../../i18n";
import { useClientName } from "../../people";
import { clockOf, inLanes, movable, type Placed, type Stretch } from "./geometry";
import type { useDrag } from "./useDrag";

type Drag = ReturnType<typeof useDrag>;
type OnKey = (event: KeyboardEvent, booking: Booking, at: Stretch & { date: string }) => void;

interface ColumnProps {
  date: string;
  open: readonly Stretch[];
  booked: readonly (Stretch & { what: Booking })[];
  off: readonly (Stretch & { what: TimeOff })[];
  shown: Stretch;
  zone: string;
  drag: Drag;
  onKey: OnKey;
  now: number | null;
}

export function Column({ date, open, booked, off, shown, zone, drag, onKey, now }: ColumnProps) {
  const { t, format } = useWords();
  const at = placer(shown);
  const { dragged } = drag;
  return (
    <section
      className="time-grid__column"
      aria-label={format.dayOfDate(date)}
      aria-current={now === null ? undefined : "date"}
    >
      <h2 className="time-grid__date">{format.dayOfDate(date, "short")}</h2>
      <div className="time-grid__sheet" data-column={date} onPointerDown={drag.startBlock}>
        {open.map((span) => (
          <span key={span.from} className="time-grid__open" style={at(span)} />
        ))}
        {off.map(({ what, ...span }) => (
          <p key={what.id} className="time-grid__off" style={at(span)}>
            {what.note || t("work.timeOff")}
          </p>
        ))}
        <ul>
          {inLanes(booked).map((placed) => (
            <Item
              key={placed.what.id}
              placed={placed}
              date={date}
              zone={zone}
              style={{ ...at(placed), ...lane(placed) }}
              drag={drag}
              onKey={onKey}
            />
          ))}
        </ul>
        {dragged?.date === date && (
          <Ghost
            kind={dragged.kind}
            from={dragged.from}
            until={dragged.kind === "move" ? dragged.from + dragged.length : dragged.until}
            at={at}
          />
        )}
        {now !== null && now >= shown.from && now <= shown.until && (
          <span className="time-grid__now" style={at({ from: now, until: now })} />
        )}
      </div>
    </section>
  );
}

interface ItemProps {
  placed: Placed<Booking>;
  date: string;
  zone: string;
  style: Record<string, string>;
  drag: Drag;
  onKey: OnKey;
}

function Item({ placed, date, zone, style, drag, onKey }: ItemProps) {
  const { t, format } = useWords();
  const booking = placed.what;
  const client = useClientName(booking.clientId);
  const free = movable(booking, new Date());
  const away = drag.dragged?.kind === "move" && drag.dragged.booking.id === booking.id;
  return (
    <li
      className="time-grid__item"
      data-status={booking.status}
      data-movable={free}
      data-away={away}
      style={style}
      onPointerDown={(event) =>
        free ? drag.startMove(event, booking, placed) : event.stopPropagation()
      }
    >
      <Link
        to={`/bookings/${booking.id}`}
        draggable={false}
        aria-describedby={free ? "agenda-keys" : undefined}
        onClick={(event) => drag.wasDrag() && event.preventDefault()}
        onKeyDown={(event) => free && onKey(event, booking, { ...placed, date })}
      >
        <span className="time-grid__who">{client}</span>
        <span className="time-grid__when">
          {format.span(booking.startTime, booking.endTime, zone)}
          <span className="visually-hidden">, {t(`chip.${booking.status}`)}</span>
        </span>
        <span className="time-grid__what">{booking.offeringTitle}</span>
      </Link>
    </li>
  );
}

interface GhostProps extends Stretch {
  kind: "block" | "move";
  at: (span: Stretch) => Record<string, string>;
}

function Ghost({ kind, from, until, at }: GhostProps) {
  const { t, format } = useWords();
  return (
    <p className="time-grid__ghost" data-kind={kind} style={at({ from, until })}>
      {kind === "block" && `${t("agenda.block")} · `}
      {format.wallTime(clockOf(from))} – {format.wallTime(clockOf(until))}
    </p>
  );
}

function placer(shown: Stretch): (span: Stretch) => Record<string, string> {
  const whole = shown.until - shown.from;
  const share = (minutes: number) => `${(minutes / whole) * 100}%`;
  return ({ from, until }) => ({
    insetBlockStart: share(Math.max(from, shown.from) - shown.from),
    blockSize: share(Math.min(until, shown.until) - Math.max(from, shown.from)),
  });
}

function lane({ lane: at, lanes }: Placed<unknown>): Record<string, string> {
  return { insetInlineStart: `${(at / lanes) * 100}%`, inlineSize: `${100 / lanes}%` };
}
