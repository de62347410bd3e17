import "@testing-library/jest-dom/vitest";

import { cleanup } from "@testing-library/react";
import { afterAll, afterEach, beforeAll } from "vitest";

import { bring, speakIn } from "../i18n/catalogues";
import { server } from "./server";

// jsdom has no modal dialogs yet.
HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
  this.open = false;
  this.dispatchEvent(new Event("close"));
};

beforeAll(async () => {
  server.listen({ onUnhandledRequest: "error" });
  await speakIn("en");
  await bring("desk");
});
afterEach(() => {
  cleanup();
  server.resetHandlers();
  localStorage.clear();
  document.cookie = "bmt_csrf=; Max-Age=0; Path=/";
});
afterAll(() => server.close());
