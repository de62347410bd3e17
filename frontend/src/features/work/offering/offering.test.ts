import { describe, expect, it } from "vitest";

import { LESSON } from "../../../testing/world";
import { addressOf } from "./Links";
import { limitsOf } from "./limits";
import { named } from "./QuestionsEditor";
import { brief, whole } from "./written";

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

const TYPED = {
  title: " Lesson ",
  durationMinutes: "60",
  price: "45,50",
  payment: "CARD",
  horizonKind: "FIXED",
  bookableUntil: "2027-01-31",
  grid: "FIT",
  stepMinutes: "15",
  noShowPercent: "50",
  active: "on",
  scheduleId: "",
};

describe("an offering as it is written down", () => {
  it("is brief in the guide, so that nothing else changes", () => {
    expect(brief(form(TYPED))).toEqual({
      title: "Lesson",
      description: "",
      durationMinutes: 60,
      price: 45.5,
      needsApproval: false,
      payment: "CARD",
    });
  });

  it("has the bounds of its kind of horizon alone", () => {
    const written = whole(form(TYPED), { lengths: [], questions: [] }, LESSON);

    expect(written).toMatchObject({
      horizonKind: "FIXED",
      bookableFrom: null,
      bookableUntil: "2027-01-31",
      grid: "FIT",
      listed: false,
      scheduleId: null,
    });
    expect(written).not.toHaveProperty("horizonDays");
    expect(written).not.toHaveProperty("depositPercent");
  });
});

describe("how much is taken on", () => {
  it("is what was typed; a limit in minutes that was set elsewhere stays", () => {
    const before = [{ period: "WEEK", minutes: 600 } as const];
    expect(limitsOf(form({ "limit-DAY": "3", "limit-WEEK": "" }), before)).toEqual([
      { period: "DAY", count: 3, minutes: null },
      { period: "WEEK", count: null, minutes: 600 },
    ]);
  });
});

describe("a question", () => {
  it("is known by its own words once it is saved, and keeps that name", () => {
    const asked = named([
      { id: "topic", kind: "TEXT", label: "Something else now" },
      { id: "question_2", kind: "TEXT", label: "Topic" },
      { id: "question_3", kind: "TEXT", label: " Où habitez-vous ? " },
      { id: "question_4", kind: "TEXT", label: "أين تسكن؟" },
    ]);

    expect(asked.map((one) => one.id)).toEqual([
      "topic",
      "question_2",
      "ou_habitez_vous",
      "question_4",
    ]);
  });
});

it("a link keeps its secret behind the #", () => {
  expect(addressOf({ id: 7, providerId: 1 }, "a/b")).toMatch(
    /\/providers\/1\/book\?offering=7#link=a%2Fb$/,
  );
});
