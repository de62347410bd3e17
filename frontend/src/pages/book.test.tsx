import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";

import type { Provider } from "../api/types";
import { addDays, dateIn } from "../features/slots/days";
import { answer, type Asked } from "../testing/server";
import { show, signInHere } from "../testing/show";
import { ADA, BEN, BOOKING, LESSON, SLOTS, slotsOn } from "../testing/world";
import BookPage from "./BookPage";

const TOMORROW = addDays(dateIn("Europe/Berlin", new Date()), 1);
const NONE = { data: [], pagination: { page: 1, size: 100, total: 0, totalPages: 0 } };
const KEPT = {
  ...BOOKING,
  step: "FORM",
  paymentUrl: null,
  holdExpiresAt: new Date(Date.now() + 300_000).toISOString(),
} as const;
const ASKING: Provider = {
  ...ADA,
  offerings: [
    {
      ...LESSON,
      furtherDurations: [{ durationMinutes: 90, price: 60 }],
      questions: [
        { id: "topic", kind: "TEXT", label: "What is it about?", required: true, maxLength: 200 },
        { id: "level", kind: "CHOICE", label: "Your level", options: ["A1", "A2"] },
      ],
    },
  ],
};

const page = (
  <Routes>
    <Route path="providers/:id/book" element={<BookPage />} />
    <Route path="bookings/:id" element={<p>booked</p>} />
  </Routes>
);

function slots(asked?: (call: Asked) => void) {
  const data = { ...SLOTS, slots: slotsOn(TOMORROW, "10:00", "14:00") };
  answer("get", "/v1/providers/{provider_id}/slots", 200, { data }, asked);
}

async function choose(clock: string) {
  await userEvent.selectOptions(await screen.findByLabelText("Date"), TOMORROW);
  await userEvent.selectOptions(screen.getByLabelText("Time"), clock);
}

describe("booking what asks questions", () => {
  beforeEach(() => {
    signInHere();
    answer("get", "/v1/users/me", 200, { data: BEN });
    answer("get", "/v1/providers/{provider_id}", 200, { data: ASKING });
    answer("get", "/v1/users/me/packages", 200, NONE);
    slots();
  });

  it("keeps the time while the form is filled in, and submits what is kept", async () => {
    let form: unknown;
    answer("post", "/v1/holds", 201, { data: KEPT });
    answer("post", "/v1/bookings/{booking_id}/submit", 200, { data: BOOKING }, ({ request }) => {
      void request.json().then((body: unknown) => {
        form = body;
      });
    });
    show(page, { at: "/providers/1/book" });
    await choose("14:00");
    await userEvent.type(screen.getByLabelText("What is it about?"), "Fractions");

    expect(await screen.findByText("Kept for you for")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Confirm Booking" }));

    expect(await screen.findByText("booked")).toBeInTheDocument();
    expect(form).toMatchObject({ answers: { topic: "Fractions" } });
  });

  it("asks for what is missing before anything is sent", async () => {
    show(page, { at: "/providers/1/book" });
    await choose("14:00");
    await userEvent.click(screen.getByRole("button", { name: "Confirm Booking" }));

    expect(screen.getByRole("alert")).toHaveTextContent("Answer the questions first.");
    expect(screen.getByLabelText("What is it about?")).toHaveAccessibleDescription(
      "Please answer this.",
    );
  });

  it("puts the API's word on an answer beside its question", async () => {
    answer("post", "/v1/holds", 201, { data: KEPT });
    answer("post", "/v1/bookings/{booking_id}/submit", 400, {
      error: {
        code: "VALIDATION_ERROR",
        message: "Invalid",
        details: [{ field: "answers.topic", message: "Longer than 200 characters." }],
        timestamp: "2026-11-22T14:00:00Z",
        path: "/v1",
      },
    });
    show(page, { at: "/providers/1/book" });
    await choose("14:00");
    await userEvent.type(screen.getByLabelText("What is it about?"), "x");
    await userEvent.click(screen.getByRole("button", { name: "Confirm Booking" }));

    await waitFor(() =>
      expect(screen.getByLabelText("What is it about?")).toHaveAccessibleDescription(
        "Longer than 200 characters.",
      ),
    );
  });

  it("asks for the times of the length that is chosen", async () => {
    let asked = "";
    slots(({ url }) => (asked = url.search));
    show(page, { at: "/providers/1/book" });
    await userEvent.click(await screen.findByRole("radio", { name: /1 hr 30 min/ }));

    await waitFor(() => expect(asked).toContain("durationMinutes=90"));
    expect(screen.getByRole("region", { name: "Your booking" })).toHaveTextContent("£60");
  });

  it("finds what is not listed by the secret of its link", async () => {
    let asked = "";
    const secret = { ...LESSON, id: 12, title: "Secret hour", listed: false };
    answer(
      "get",
      "/v1/providers/{provider_id}/offerings/{offering_id}",
      200,
      { data: secret },
      ({ url }) => (asked = url.search),
    );
    show(page, { at: "/providers/1/book?offering=12#link=s3cret" });

    expect(await screen.findByText(/Secret hour/)).toBeInTheDocument();
    expect(asked).toBe("?link=s3cret");
  });
});
