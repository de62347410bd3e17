import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { answer } from "../../testing/server";
import { show, signInHere } from "../../testing/show";
import { BEN, BOOKING } from "../../testing/world";
import { AnswersShown } from "./AnswersShown";
import { QuestionFields } from "./QuestionFields";

const ASKED = [{ id: "scan", kind: "FILE" as const, label: "Your referral", required: true }];
const SENT = {
  id: "0b8f4a52-55b7-4b8e-9d7a-1f0a3c1d2e3f",
  name: "letter.pdf",
  size: 9,
  type: "application/pdf" as const,
};
const letter = () => new File(["%PDF-1.7\n"], "letter.pdf", { type: "application/pdf" });

function form(change: (answers: unknown) => void = () => undefined) {
  return (
    <QuestionFields questions={ASKED} answers={{}} change={change} missing={[]} error={null} />
  );
}

it("sends a file as soon as it is chosen, and answers with its id", async () => {
  signInHere();
  answer("get", "/v1/users/me", 200, { data: BEN });
  let name: string | null = null;
  answer("post", "/v1/files", 201, { data: SENT }, ({ url }) => {
    name = url.searchParams.get("name");
  });
  const change = vi.fn();
  show(form(change));

  await userEvent.upload(screen.getByLabelText("Your referral"), letter());

  await waitFor(() => expect(change).toHaveBeenLastCalledWith({ scan: SENT.id }));
  expect(name).toBe("letter.pdf");
  expect(screen.getByLabelText("Your referral")).toHaveAccessibleDescription("Sent: letter.pdf");
});

it("says at the field why a file was not taken", async () => {
  signInHere();
  answer("get", "/v1/users/me", 200, { data: BEN });
  answer("post", "/v1/files", 415, {
    error: {
      code: "UNSUPPORTED_MEDIA_TYPE",
      message: "Files of this kind are not taken.",
      details: [{ field: "body", message: "Send a PDF." }],
      timestamp: "2026-11-22T14:00:00Z",
      path: "/v1/files",
    },
  });
  show(form());

  await userEvent.upload(screen.getByLabelText("Your referral"), letter());

  expect(await screen.findByText(/Files of this kind are not taken/)).toBeInTheDocument();
});

it("asks a stranger to log in first", () => {
  show(form());

  expect(screen.getByLabelText("Your referral")).toBeDisabled();
  expect(screen.getByRole("link", { name: "Log in to send a file." })).toHaveAttribute(
    "href",
    "/login?next=%2F",
  );
});

it("shows the file among the answers, to be downloaded", async () => {
  answer("get", "/v1/bookings/{booking_id}/answers", 200, {
    data: {
      answers: [{ id: "scan", kind: "FILE", label: "Your referral", value: SENT.id, file: SENT }],
    },
  });
  show(<AnswersShown booking={BOOKING} />);

  const link = await screen.findByRole("link", { name: "letter.pdf" });

  expect(link).toHaveAttribute("href", `/v1/files/${SENT.id}`);
  expect(link).toHaveAttribute("download");
});
