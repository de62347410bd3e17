import { useCallback, useRef, useState, type PointerEvent } from "react";

import type { Booking } from "../../../api/types";
import { snapped, STEP, type Stretch } from "./geometry";

const A_PRESS_PX = 5; // less than this is no drag but a click

export type Dragged =
  | { kind: "block"; date: string; from: number; until: number }
  | { kind: "move"; booking: Booking; date: string; from: number; length: number };

interface DragOptions {
  shown: Stretch;
  dates: readonly string[];
  dropped: (what: Dragged) => void;
}

interface Grip {
  x: number;
  y: number;
  started: boolean;
  begin: (at: Point) => Dragged;
  follow: (at: Point, before: Dragged) => Dragged;
}

interface Point {
  date: string;
  minutes: number;
}

/** A pointer over the sheet: an empty stretch is drawn out, an appointment is carried. Touch scrolls instead. */
export function useDrag({ shown, dates, dropped }: DragOptions) {
  const sheet = useRef<HTMLDivElement>(null);
  const grip = useRef<Grip | null>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const justDropped = useRef(false);

  const pointAt = useCallback(
    (event: PointerEvent): Point => {
      const columns = [...(sheet.current?.querySelectorAll<HTMLElement>("[data-column]") ?? [])];
      const over = columns.find((column) => {
        const box = column.getBoundingClientRect();
        return event.clientX >= box.left && event.clientX < box.right;
      });
      const box = (over ?? columns[0])?.getBoundingClientRect();
      const share = box ? (event.clientY - box.top) / box.height : 0;
      const minutes = shown.from + share * (shown.until - shown.from);
      return { date: over?.dataset.column ?? dates[0] ?? "", minutes };
    },
    [shown, dates],
  );

  const hold = (event: PointerEvent, begin: Grip["begin"], follow: Grip["follow"]) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    justDropped.current = false;
    grip.current = { x: event.clientX, y: event.clientY, started: false, begin, follow };
  };

  const move = (event: PointerEvent) => {
    const held = grip.current;
    if (!held) return;
    if (!held.started) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < A_PRESS_PX) return;
      held.started = true;
      sheet.current?.setPointerCapture(event.pointerId);
    }
    const at = pointAt(event);
    setDragged((before) => held.follow(at, before ?? held.begin(at)));
  };

  const release = () => {
    const held = grip.current;
    grip.current = null;
    if (!held?.started || !dragged) return;
    justDropped.current = true;
    setDragged(null);
    dropped(dragged);
  };

  const cancel = () => {
    grip.current = null;
    setDragged(null);
  };

  return {
    sheet,
    dragged,
    setDragged,
    /** A link that was dragged must not be followed. */
    wasDrag: () => justDropped.current,
    startBlock: (event: PointerEvent) => {
      const first = pointAt(event);
      const from = snapped(first.minutes - STEP / 2, shown);
      hold(
        event,
        () => ({ kind: "block", date: first.date, from, until: from + STEP }),
        (at) => {
          const end = snapped(at.minutes, shown);
          const [low, high] = end > from ? [from, end] : [end, from + STEP];
          return { kind: "block", date: first.date, from: low, until: Math.max(high, low + STEP) };
        },
      );
    },
    startMove: (event: PointerEvent, booking: Booking, at: Stretch) => {
      event.stopPropagation();
      const length = at.until - at.from;
      const grabbed = pointAt(event).minutes - at.from;
      const carried = (to: Point): Dragged => ({
        kind: "move",
        booking,
        date: to.date,
        from: snapped(to.minutes - grabbed, { from: shown.from, until: shown.until - length }),
        length,
      });
      hold(event, carried, carried);
    },
    handlers: { onPointerMove: move, onPointerUp: release, onPointerCancel: cancel },
    cancel,
  };
}
