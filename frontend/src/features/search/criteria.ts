// A search and the address bar are the same thing said twice; this turns one into the other.

export const SORTS = ["rating", "price", "name"] as const;
export type Sort = (typeof SORTS)[number];

export interface Criteria {
  q?: string;
  specialization?: string;
  language?: string;
  rating_min?: number;
  price_min?: number;
  price_max?: number;
  currency?: string;
  sort?: Sort;
  page?: number;
}

export function read(params: URLSearchParams): Criteria {
  const sort = SORTS.find((one) => one === params.get("sort"));
  const currency = word(params, "currency");
  return {
    q: word(params, "q")?.slice(0, 200),
    specialization: code(params, "specialization"),
    language: code(params, "language"),
    rating_min: amount(params, "rating_min", 5),
    price_min: amount(params, "price_min"),
    price_max: amount(params, "price_max"),
    currency: currency && /^[A-Z]{3}$/.test(currency) ? currency : undefined,
    sort,
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
  const order: readonly string[] = ["sort", "page"];
  return [...write(criteria).keys()].some((name) => !order.includes(name));
}

function word(params: URLSearchParams, name: string): string | undefined {
  return params.get(name)?.trim() || undefined;
}

function code(params: URLSearchParams, name: string): string | undefined {
  const said = word(params, name);
  return said && /^[a-z][a-z0-9_]{0,39}$/.test(said) ? said : undefined;
}

function amount(params: URLSearchParams, name: string, most = 100_000_000): number | undefined {
  const said = word(params, name);
  const value = Number(said);
  return said !== undefined && Number.isFinite(value) && value >= 0 && value <= most
    ? value
    : undefined;
}
