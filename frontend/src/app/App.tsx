import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { BrowserRouter } from "react-router";

import { newQueryClient } from "../api/queries";
import { I18n } from "../i18n";
import { Pages } from "./Pages";

export function App() {
  const [queries] = useState(newQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <I18n>
        <BrowserRouter>
          <Pages />
        </BrowserRouter>
      </I18n>
    </QueryClientProvider>
  );
}
