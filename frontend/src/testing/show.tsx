import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter, useLocation } from "react-router";

import { markFresh } from "../api/session";
import { I18n, type Language } from "../i18n";

interface How {
  at?: string;
  language?: Language;
}

/** A piece of the page with all that surrounds it; where it has led to stands in `[data-testid=place]`. */
export function show(piece: ReactNode, { at = "/", language = "en" }: How = {}) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={queries}>
      <I18n start={language}>
        <MemoryRouter initialEntries={[at]}>
          {piece}
          <Place />
        </MemoryRouter>
      </I18n>
    </QueryClientProvider>,
  );
}

function Place() {
  const { pathname, search } = useLocation();
  return <output data-testid="place">{pathname + search}</output>;
}

export function signInHere(): void {
  document.cookie = "bmt_csrf=a-token; Path=/";
  markFresh();
}
