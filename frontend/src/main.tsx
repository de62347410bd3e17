import "./design/tokens.css";
import "./design/base.css";
import "./design/controls.css";
import "./design/pieces.css";
import "./app/layout.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/App";
import { keepUpToDate } from "./app/keepUpToDate";
import { preferredLanguage } from "./i18n";
import { speakIn } from "./i18n/catalogues";

void speakIn(preferredLanguage());
keepUpToDate();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
