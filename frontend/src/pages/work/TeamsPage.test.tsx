import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import type { Hosting } from "../../api/types";
import { answer } from "../../testing/server";
import { show, signInHere } from "../../testing/show";
import TeamsPage from "./TeamsPage";

const ASKED: Hosting = {
  offeringId: 7,
  title: "Mock interview",
  durationMinutes: 60,
  assignment: "COLLECTIVE",
  ownerId: 1,
  ownerName: "Ada Okafor",
  status: "INVITED",
  acceptedAt: null,
  createdAt: "2026-11-22T14:00:00Z",
};
const SERVING: Hosting = { ...ASKED, status: "SERVING", acceptedAt: "2026-11-23T14:00:00Z" };

function hosting(...data: Hosting[]) {
  const pagination = { page: 1, size: 100, total: data.length, totalPages: 1 };
  answer("get", "/v1/providers/me/hosting", 200, { data, pagination });
}

it("shows what one is asked to serve, and that one serves it once one agreed", async () => {
  signInHere();
  hosting(ASKED);
  answer("post", "/v1/providers/me/hosting/{offering_id}/accept", 200, { data: SERVING });
  show(<TeamsPage />);
  const agree = await screen.findByRole("button", { name: "Agree to serve: Mock interview" });
  expect(screen.getByRole("button", { name: "Decline: Mock interview" })).toBeInTheDocument();

  hosting(SERVING);
  await userEvent.click(agree);

  expect(
    await screen.findByRole("button", { name: "Serve no longer: Mock interview" }),
  ).toBeInTheDocument();
  expect(screen.getByText("All hosts serve it together.")).toBeInTheDocument();
});

it("says what comes here while there is nothing", async () => {
  signInHere();
  hosting();

  show(<TeamsPage />);

  expect(await screen.findByRole("heading", { name: "No teams yet" })).toBeInTheDocument();
});
