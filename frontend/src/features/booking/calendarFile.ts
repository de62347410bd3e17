import type { Booking } from "../../api/types";

const LINE = 74;

/** RFC 5545, for any calendar program. */
export function calendarFile(booking: Booking, made: Date): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//BookMyTime//page//EN",
    "BEGIN:VEVENT",
    `UID:booking-${booking.id}@bookmytime`,
    `SEQUENCE:${booking.version}`,
    `DTSTAMP:${stamp(made.toISOString())}`,
    `DTSTART:${stamp(booking.startTime)}`,
    `DTEND:${stamp(booking.endTime)}`,
    `SUMMARY:${escaped(`${booking.offeringTitle} · ${booking.providerName}`)}`,
    `DESCRIPTION:${escaped(booking.reference)}`,
    ...(booking.videoCallLink ? [`URL:${booking.videoCallLink}`] : []),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.flatMap(folded).join("\r\n") + "\r\n";
}

export function saveCalendarFile(booking: Booking): void {
  const url = URL.createObjectURL(
    new Blob([calendarFile(booking, new Date())], { type: "text/calendar" }),
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = `${booking.reference}.ics`;
  link.click();
  URL.revokeObjectURL(url);
}

function stamp(instant: string): string {
  return new Date(instant)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(/[-:]/g, "");
}

function escaped(text: string): string {
  return text.replaceAll(/([\\;,])/g, "\\$1").replaceAll(/\r?\n/g, "\\n");
}

function folded(line: string): string[] {
  const parts = [line.slice(0, LINE)];
  for (let at = LINE; at < line.length; at += LINE - 1)
    parts.push(` ${line.slice(at, at + LINE - 1)}`);
  return parts;
}
