import "./design/tokens.css";
import "./design/base.css";
import "./design/controls.css";
import "./design/pieces.css";
import "./app/layout.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/App";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
