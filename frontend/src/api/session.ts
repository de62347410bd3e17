// Whether somebody is signed in here, read from the one cookie a script may see, and kept fresh.

const CSRF = /(?:^|;\s*)bmt_csrf=([^;]+)/;
const FRESH_KEY = "bmt.fresh";
const FRESH_FOR_MS = 14 * 60 * 1000; // the access token lives for fifteen minutes

const listeners = new Set<() => void>();

export function csrfToken(): string | null {
  return CSRF.exec(document.cookie)?.[1] ?? null;
}

export function signedIn(): boolean {
  return csrfToken() !== null;
}

export function sessionChanged(): void {
  listeners.forEach((listener) => listener());
}

/** Another tab may sign in or out, so it is looked at again whenever this one comes to the front. */
export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("focus", listener);
  document.addEventListener("visibilitychange", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("focus", listener);
    document.removeEventListener("visibilitychange", listener);
  };
}

export function markFresh(): void {
  localStorage.setItem(FRESH_KEY, String(Date.now()));
}

function isFresh(): boolean {
  return Date.now() - Number(localStorage.getItem(FRESH_KEY) ?? 0) < FRESH_FOR_MS;
}

let renewal: Promise<boolean> | null = null;

/** Trade the refresh cookie for new ones; one request however many ask, in whatever tab. */
export function renew({ even = false } = {}): Promise<boolean> {
  renewal ??= inTurn(async () => (!even && isFresh() ? true : await ask())).finally(() => {
    renewal = null;
  });
  return renewal;
}

/** Before a request: an access token that has run out would make us a stranger without a word. */
export async function keepFresh(): Promise<void> {
  if (signedIn() && !isFresh()) await renew();
}

async function ask(): Promise<boolean> {
  const answer = await fetch("/v1/auth/refresh", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() ?? "" },
    body: "{}",
  });
  if (answer.ok) markFresh();
  if (answer.status === 401 || answer.status === 403) forget();
  return answer.ok;
}

/** The sign-in is over: the cookie that says otherwise goes. */
export function forget(): void {
  document.cookie = "bmt_csrf=; Max-Age=0; Path=/";
  localStorage.removeItem(FRESH_KEY);
  localStorage.removeItem("bmt.next");
  sessionChanged();
}

async function inTurn(work: () => Promise<boolean>): Promise<boolean> {
  if (!("locks" in navigator)) return work();
  return navigator.locks.request<Promise<boolean>>("bmt.renew", work);
}
