// The page without a network: the shell and the words are kept, hashed files stay once they were seen, and the
// API is never touched. What somebody has booked next is kept by the page itself, and goes when they sign out.

declare const self: ServiceWorkerGlobalScope;
export {};

const KEPT = "__KEPT__" as unknown as readonly string[];
const SHELL = "/";
const ASSETS = "/assets/";
const NAMED = ["/favicon.svg", "/icon-192.png", "/app.webmanifest"];
const PREFIX = "bmt-";
const CACHE = PREFIX + versionOf(KEPT);
const PATIENCE_MS = 4_000;
/** What answers to programs or has pages of its own. */
const NOT_OURS = /^\/(v1|docs|dev|health|metrics|pay|sandbox|openapi)(\/|$|\.)/;

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(ASSETS)) event.respondWith(fromCache(event.request));
  else if (event.request.mode === "navigate" && !NOT_OURS.test(url.pathname))
    event.respondWith(page(event.request));
  else if (NAMED.includes(url.pathname)) event.respondWith(fromCache(event.request));
});

/** What the server pushes: a line and where it leads. Something must be shown, or the browser takes the right away. */
interface Nudge {
  title: string;
  body: string;
  url: string;
  tag: string;
}

self.addEventListener("push", (event) => {
  const nudge = event.data?.json() as Nudge | undefined;
  if (!nudge) return;
  const { title, body, url, tag } = nudge;
  const shown = { body, tag, icon: "/icon-192.png", badge: "/icon-192.png", data: { url } };
  event.waitUntil(self.registration.showNotification(title, shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data as { url: string };
  event.waitUntil(goTo(new URL(url, self.location.origin)));
});

/** Only to places of this page, in a window that is open already if there is one. */
async function goTo(url: URL): Promise<void> {
  if (url.origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: "window" });
  const open = windows[0];
  if (!open) await self.clients.openWindow(url);
  else await open.focus().then((focused) => focused.navigate(url));
}

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([SHELL, ...NAMED, ...KEPT]);
}

async function dropOld(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** A file whose name holds its hash is the same for ever. */
async function fromCache(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** The newest page where there is a network that answers in time, else the one that was kept. */
async function page(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) return answer;
    throw new Error(`the server answered ${answer.status}`);
  } catch (error) {
    const kept = await caches.match(SHELL);
    if (kept) return kept;
    throw error;
  }
}

function versionOf(files: readonly string[]): string {
  let sum = 0;
  for (const letter of files.join()) sum = (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return (sum >>> 0).toString(36);
}
