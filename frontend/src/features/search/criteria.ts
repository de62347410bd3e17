// A search and the address bar are the same thing said twice; this turns one into the other.

export const SORTS = ["relevance", "rating", "price", "nextAvailable", "distance", "name"] as const;
export type Sort = (typeof SORTS)[number];
export const MEETINGS = ["ONLINE", "IN_PERSON"] as const;
export type MeetingKind = (typeof MEETINGS)[number];

export interface Criteria {
  q?: string;
  specialization?: string;
  language?: string;
  meeting?: MeetingKind;
  rating_min?: number;
  price_min?: number;
  price_max?: number;
  currency?: string;
  lat?: number;
  lon?: number;
  radiusKm?: number;
  freeOn?: string;
  freeAfter?: string;
  freeFor?: number;
  sort?: Sort;
  page?: number;
}

const ORDER: readonly string[] = ["sort", "page"];
const DATE = /^\d{4}-\d\d-\d\d$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

export function read(params: URLSearchParams): Criteria {
  const place = placeOf(params);
  const freeOn = like(params, "freeOn", DATE);
  const sort = SORTS.find((one) => one === params.get("sort"));
  return {
    q: word(params, "q")?.slice(0, 200),
    specialization: code(params, "specialization"),
    language: code(params, "language"),
    meeting: MEETINGS.find((one) => one === params.get("meeting")),
    rating_min: amount(params, "rating_min", 5),
    price_min: amount(params, "price_min"),
    price_max: amount(params, "price_max"),
    currency: like(params, "currency", /^[A-Z]{3}$/),
    ...place,
    freeOn,
    freeAfter: freeOn && like(params, "freeAfter", CLOCK),
    freeFor: freeOn ? amount(params, "freeFor", 1440) || undefined : undefined,
    sort: sort === "distance" && place.lat === undefined ? undefined : sort,
    page: amount(params, "page", 10_000) || undefined,
  };
}

export function write(criteria: Criteria): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(criteria)) {
    if (value !== undefined && value !== "") params.set(name, String(value));
  }
  return params;
}

export function narrowed(criteria: Criteria): boolean {
  return [...write(criteria).keys()].some((name) => !ORDER.includes(name));
}

/** In which order the answer comes when nobody said: by fit where there are words, else by what others say. */
export function sortOf(criteria: Criteria): Sort {
  return criteria.sort ?? (criteria.q ? "relevance" : "rating");
}

function placeOf(params: URLSearchParams): Pick<Criteria, "lat" | "lon" | "radiusKm"> {
  const [lat, lon] = [degrees(params, "lat", 90), degrees(params, "lon", 180)];
  if (lat === undefined || lon === undefined) return {};
  return { lat, lon, radiusKm: amount(params, "radiusKm", 20_000) || undefined };
}

function degrees(params: URLSearchParams, name: string, most: number): number | undefined {
  const said = word(params, name);
  const value = Number(said);
  return said !== undefined && Math.abs(value) <= most ? value : undefined;
}

function word(params: URLSearchParams, name: string): string | undefined {
  return params.get(name)?.trim() || undefined;
}

function like(params: URLSearchParams, name: string, pattern: RegExp): string | undefined {
  const said = word(params, name);
  return said && pattern.test(said) ? said : undefined;
}

function code(params: URLSearchParams, name: string): string | undefined {
  return like(params, name, /^[a-z][a-z0-9_]{0,39}$/);
}

function amount(params: URLSearchParams, name: string, most = 100_000_000): number | undefined {
  const said = word(params, name);
  const value = Number(said);
  return said !== undefined && Number.isFinite(value) && value >= 0 && value <= most
    ? value
    : undefined;
}
