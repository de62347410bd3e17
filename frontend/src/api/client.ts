import createClient from "openapi-fetch";

import { ApiProblem, offline, problemOf } from "./problem";
import type { paths } from "./schema";
import { csrfToken, keepFresh, renew, signedIn } from "./session";

const SAFE = new Set(["GET", "HEAD"]);

/** One request of ours: with the CSRF header, and once more after a renewal if the sign-in had run out. */
export async function send(request: Request): Promise<Response> {
  await quietly(keepFresh());
  const again = request.clone();
  const answer = await attempt(request);
  if (answer.status !== 401 || request.url.includes("/v1/auth/") || !signedIn()) return answer;
  return (await quietly(renew({ even: true }))) ? attempt(again) : answer;
}

async function attempt(request: Request): Promise<Response> {
  const csrf = csrfToken();
  if (csrf && !SAFE.has(request.method)) request.headers.set("X-CSRF-Token", csrf);
  try {
    return await fetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offline();
  }
}

async function quietly(work: Promise<unknown>): Promise<boolean> {
  try {
    return (await work) !== false;
  } catch {
    return false; // the request itself will tell
  }
}

export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: send });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The whole body of a good answer; anything else is thrown as a problem. */
export async function body<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (!response.ok) throw await problemOf(response, error ?? {});
  return data as T;
}

/** What stands in the envelope. */
export async function data<T>(asked: Promise<Answer<{ data: T }>>): Promise<T> {
  return (await body(asked)).data;
}

/** The same, with the tag that a later change names in If-Match. */
export async function tagged<T>(
  asked: Promise<Answer<{ data: T }>>,
): Promise<{ value: T; etag: string | null }> {
  const answer = await asked;
  return { value: await data(Promise.resolve(answer)), etag: answer.response.headers.get("ETag") };
}

export function ifMatch(etag: string | null | undefined): { "If-Match"?: string } {
  return etag ? { "If-Match": etag } : {};
}

export { ApiProblem };
