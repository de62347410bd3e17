import { browserZone } from "./session/useSession";

/** Every zone the browser knows, and those that must not be missing. */
export function zonesWith(...needed: string[]): string[] {
  return [
    ...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", browserZone(), ...needed]),
  ].sort();
}
