/** Where somebody wanted to go before they were asked to log in: a path of ours, nothing else. */
export function wayBack(params: URLSearchParams): string | null {
  const next = params.get("next");
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : null;
}

export function startPage(role: string): string {
  if (role === "PROVIDER") return "/work";
  return role === "ADMIN" ? "/admin" : "/bookings";
}
