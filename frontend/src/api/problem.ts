import type { components } from "./schema";

type ErrorBody = components["schemas"]["ErrorBody"];
export type NearSlot = components["schemas"]["NearSlot"];

/** What went wrong, in the API's terms; without an answer at all the code is OFFLINE. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly nearestSlots: readonly NearSlot[];

  constructor(
    readonly status: number,
    body: Partial<ErrorBody> & { nearestSlots?: NearSlot[] },
    readonly retryAfter: number | null = null,
  ) {
    super(body.message ?? "");
    this.name = "ApiProblem";
    this.code = body.code ?? "INTERNAL_SERVER_ERROR";
    this.fields = Object.fromEntries((body.details ?? []).map((one) => [one.field, one.message]));
    this.nearestSlots = body.nearestSlots ?? [];
  }
}

export function offline(): ApiProblem {
  return new ApiProblem(0, { code: "OFFLINE" });
}

export async function problemOf(response: Response, body?: unknown): Promise<ApiProblem> {
  const read: unknown = body ?? (await response.json().catch(() => null));
  const error = (read as { error?: ErrorBody } | null)?.error;
  const wait = Number(response.headers.get("Retry-After"));
  return new ApiProblem(response.status, error ?? {}, wait > 0 ? wait : null);
}

export function isProblem(error: unknown, ...codes: string[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
}
