import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { answer } from "../../testing/server";
import { show, signInHere } from "../../testing/show";
import { BEN } from "../../testing/world";
import { DataExport } from "./DataExport";

const ASKED = {
  id: "0b8f4a52-55b7-4b8e-9d7a-1f0a3c1d2e3f",
  status: "ASKED" as const,
  askedAt: "2026-11-22T14:00:00Z",
  readyAt: null,
  expiresAt: null,
};
const READY = {
  ...ASKED,
  status: "READY" as const,
  readyAt: "2026-11-22T14:00:05Z",
  expiresAt: "2026-11-23T14:00:05Z",
};

it("says that the file is being written once it was asked for", async () => {
  signInHere();
  answer("get", "/v1/users/me", 200, { data: BEN });
  answer("get", "/v1/users/me/exports", 200, { data: [] });
  answer("post", "/v1/users/me/exports", 202, { data: ASKED });
  show(<DataExport />);
  const ask = await screen.findByRole("button", { name: "Ask for the file" });

  answer("get", "/v1/users/me/exports", 200, { data: [ASKED] });
  await userEvent.click(ask);

  expect(await screen.findByText("The file is being written…")).toBeInTheDocument();
});

it("leads to the file once it is there", async () => {
  signInHere();
  answer("get", "/v1/users/me", 200, { data: BEN });
  answer("get", "/v1/users/me/exports", 200, { data: [READY] });
  show(<DataExport />);

  const link = await screen.findByRole("link", { name: "Fetch the file" });

  expect(link).toHaveAttribute("href", `/v1/users/me/exports/${READY.id}/file`);
});
