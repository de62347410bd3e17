const MAILED = /[#&]token=([^&]+)/;

/** The secret of a mailed link stands behind the #, so that it reaches no log. */
export function mailedToken(hash: string): string | null {
  const found = MAILED.exec(hash)?.[1];
  return found ? decodeURIComponent(found) : null;
}
