// A wall time in a named zone as an instant: what a date-time field holds has no zone of its own.

function wallOf(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? "00";
  return Date.parse(
    `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}Z`,
  );
}

/** "2026-11-25T14:00" as people in `zone` read it. Of an hour that comes twice, the first. */
export function instantOf(wall: string, zone: string): string {
  const wanted = Date.parse(`${wall}:00Z`);
  const before = wanted - (wallOf(zone, wanted - 86_400_000) - (wanted - 86_400_000));
  if (wallOf(zone, before) === wanted) return new Date(before).toISOString();
  const near = wanted - (wallOf(zone, before) - before);
  return new Date(near).toISOString();
}

/** Where an instant stands on the wall of a zone: its date, and the minutes since that midnight. */
export function wallClock(zone: string, at: string | Date): { date: string; minutes: number } {
  const wall = new Date(wallOf(zone, new Date(at).getTime()));
  const date = wall.toISOString().slice(0, 10);
  return { date, minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes() };
}

/** An instant written as the clock of a zone shows it, with its offset: the form in which times come. */
export function onClockOf(zone: string, at: string | Date): string {
  const instant = new Date(at).getTime();
  const wall = wallOf(zone, instant);
  const offset = Math.round((wall - Math.floor(instant / 1000) * 1000) / 60_000);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${new Date(wall).toISOString().slice(0, 19)}${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
}
