import { http, HttpResponse, type DefaultBodyType } from "msw";
import { setupServer } from "msw/node";

import type { paths } from "../api/schema";

export const server = setupServer();

type Method = "get" | "post" | "put" | "delete";
type Answers<P extends keyof paths, M extends Method> = paths[P][M] extends { responses: infer R }
  ? R
  : never;
type JsonOf<A> = A extends { content: { "application/json": infer Body } } ? Body : never;
export type Asked = { request: Request; url: URL };

/** Answer as the document says: path, status and body are those of the schema, or it does not compile. */
export function answer<
  P extends keyof paths,
  M extends Method,
  S extends keyof Answers<P, M> & number,
>(
  method: M,
  path: P,
  status: S,
  body: JsonOf<Answers<P, M>[S]>,
  asked?: (call: Asked) => void,
): void {
  const pattern = `*${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
  server.use(
    http[method](pattern, ({ request }) => {
      asked?.({ request, url: new URL(request.url) });
      return HttpResponse.json(body as DefaultBodyType, { status });
    }),
  );
}

export function goAway(method: Method, path: keyof paths): void {
  server.use(http[method](`*${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, () => HttpResponse.error()));
}
