import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";

import { addDays, dateIn } from "../features/slots/days";
import { answer, goAway } from "../testing/server";
import { show, signInHere } from "../testing/show";
import { ADA, ADA_FOUND, BEN, BOOKING, SLOTS, slotsOn } from "../testing/world";
import BookingPage from "./BookingPage";
import BookPage from "./BookPage";
import LoginPage from "./LoginPage";
import SearchPage from "./SearchPage";

const TOMORROW = addDays(dateIn("Europe/Berlin", new Date()), 1);
const problem = (code: string, message: string) => ({
  code,
  message,
  details: [],
  timestamp: "2026-11-22T14:00:00Z",
  path: "/v1",
});

const NONE = { data: [], pagination: { page: 1, size: 100, total: 0, totalPages: 0 } };
const INDEX = { degraded: false, facets: { languages: {}, meeting: {}, specializations: {} } };

describe("searching", () => {
  it("keeps what is asked in the address and shows who was found", async () => {
    let asked = "";
    const page = { page: 1, size: 20, total: 1, totalPages: 1 };
    answer(
      "get",
      "/v1/providers",
      200,
      { data: [ADA_FOUND], pagination: page, ...INDEX },
      ({ url }) => (asked = url.search),
    );
    show(<SearchPage />, { at: "/providers?q=maths" });

    expect(await screen.findByRole("link", { name: "Ada Okafor" })).toBeInTheDocument();
    await userEvent.selectOptions(screen.getByLabelText("Sort by"), "price");

    expect(screen.getByTestId("place")).toHaveTextContent("/providers?q=maths&sort=price");
    await waitFor(() => expect(asked).toContain("sort=price"));
  });

  it("says in real words that nobody fits, and leads out", async () => {
    answer("get", "/v1/providers", 200, {
      data: [],
      pagination: { page: 1, size: 20, total: 0, totalPages: 0 },
      ...INDEX,
    });
    show(<SearchPage />, { at: "/providers?q=zzz" });

    await userEvent.click(await screen.findByRole("button", { name: "Show everybody" }));

    expect(screen.getByTestId("place")).toHaveTextContent(/^\/providers$/);
  });

  it("offers another try when the server cannot be reached", async () => {
    goAway("get", "/v1/providers");
    show(<SearchPage />);
    expect(await screen.findByRole("alert")).toHaveTextContent("cannot be reached");

    answer("get", "/v1/providers", 200, {
      data: [ADA_FOUND],
      pagination: { page: 1, size: 20, total: 1, totalPages: 1 },
      ...INDEX,
    });
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByText("1 person")).toBeInTheDocument();
  });
});

describe("logging in", () => {
  it("keeps what was typed and says what is wrong in the reader's language", async () => {
    answer("post", "/v1/auth/login", 401, { error: problem("WRONG_CREDENTIALS", "wrong") });
    show(<LoginPage />, { at: "/login", language: "de" });

    await userEvent.type(await screen.findByLabelText("E-Mail-Adresse"), "ben@example.com");
    await userEvent.type(screen.getByLabelText("Passwort"), "not-it");
    await userEvent.click(screen.getByRole("button", { name: "Anmelden" }));

    expect(await screen.findByRole("alert")).toHaveTextContent(
      "Adresse oder Passwort stimmt nicht.",
    );
    expect(screen.getByLabelText("E-Mail-Adresse")).toHaveValue("ben@example.com");
  });

  it("puts the API's word on a field beside that field", async () => {
    const error = {
      ...problem("VALIDATION_ERROR", "Invalid"),
      details: [{ field: "email", message: "Not a valid address." }],
    };
    answer("post", "/v1/auth/login", 400, { error });
    show(<LoginPage />, { at: "/login" });

    await userEvent.type(screen.getByLabelText("E-mail address"), "ben@example");
    await userEvent.type(screen.getByLabelText("Password"), "x");
    await userEvent.click(screen.getByRole("button", { name: "Log in" }));

    await waitFor(() =>
      expect(screen.getByLabelText("E-mail address")).toHaveAccessibleDescription(
        "Not a valid address.",
      ),
    );
  });
});

describe("booking", () => {
  beforeEach(() => {
    signInHere();
    answer("get", "/v1/users/me", 200, { data: BEN });
    answer("get", "/v1/providers/{provider_id}", 200, { data: ADA });
    answer("get", "/v1/users/me/packages", 200, NONE);
    answer("get", "/v1/invoices", 200, NONE);
    answer("get", "/v1/swaps", 200, NONE);
    answer("get", "/v1/bookings/{booking_id}/answers", 200, { data: { answers: [] } });
    answer("get", "/v1/providers/{provider_id}/slots", 200, {
      data: { ...SLOTS, slots: slotsOn(TOMORROW, "10:00", "14:00") },
    });
  });

  const pages = (
    <Routes>
      <Route path="providers/:id/book" element={<BookPage />} />
      <Route path="bookings/:id" element={<BookingPage />} />
    </Routes>
  );

  it("asks for a time before anything is sent", async () => {
    show(pages, { at: "/providers/1/book" });

    await userEvent.click(await screen.findByRole("button", { name: "Confirm Booking" }));

    expect(screen.getByRole("alert")).toHaveTextContent("Choose a time first.");
  });

  it("sends one request with a key and the CSRF token, and shows the booking with its number", async () => {
    let sent: Request | undefined;
    answer("post", "/v1/bookings", 201, { data: BOOKING }, ({ request }) => (sent = request));
    answer("get", "/v1/bookings/{booking_id}", 200, {
      data: { ...BOOKING, status: "CONFIRMED", step: null, paymentUrl: null },
    });
    show(pages, { at: "/providers/1/book" });

    await userEvent.selectOptions(await screen.findByLabelText("Date"), TOMORROW);
    await userEvent.selectOptions(screen.getByLabelText("Time"), "14:00");
    await userEvent.click(screen.getByRole("button", { name: "Confirm Booking" }));

    expect(await screen.findByText("BK-401312357731")).toHaveClass("booking-id");
    expect(sent?.headers.get("Idempotency-Key")).toMatch(/^page-/);
    expect(sent?.headers.get("X-CSRF-Token")).toBe("a-token");
  });

  it("offers the nearest free times when somebody was quicker", async () => {
    const near = { startTime: `${TOMORROW}T15:00:00Z`, endTime: `${TOMORROW}T16:00:00Z` };
    answer("post", "/v1/bookings", 409, {
      error: { ...problem("SLOT_TAKEN", "taken"), nearestSlots: [near] },
    });
    show(pages, { at: "/providers/1/book" });
    await userEvent.selectOptions(await screen.findByLabelText("Date"), TOMORROW);
    await userEvent.selectOptions(screen.getByLabelText("Time"), "14:00");
    await userEvent.click(screen.getByRole("button", { name: "Confirm Booking" }));

    const news = (await screen.findByText("The nearest free times:")).parentElement;
    await userEvent.click(within(news as HTMLElement).getByRole("button"));

    expect(screen.queryByText("The nearest free times:")).not.toBeInTheDocument();
    const summary = screen.getByRole("region", { name: "Your booking" });
    expect(summary).toHaveTextContent(/4:00|16:00/);
  });

  it("shows what a cancellation costs before it is done", async () => {
    const paid = {
      ...BOOKING,
      status: "CONFIRMED",
      step: null,
      paymentRequired: false,
      paymentUrl: null,
    } as const;
    answer("get", "/v1/bookings/{booking_id}", 200, { data: paid });
    show(pages, { at: `/bookings/${BOOKING.id}` });

    await userEvent.click(await screen.findByRole("button", { name: "Cancel it" }));

    expect(
      await screen.findByText(/This is free of charge: £45 goes back to you/),
    ).toBeInTheDocument();
  });
});
