import { QueryClient } from "@tanstack/react-query";

import { isProblem } from "./problem";

const TRIES = 2;

/** Asking again helps where nobody answered or the server was busy; a refusal stays one. */
function worthAnotherTry(failures: number, error: Error): boolean {
  const passing = isProblem(error) && (error.status >= 500 || error.code === "OFFLINE");
  return passing && failures < TRIES;
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: worthAnotherTry, staleTime: 30_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
