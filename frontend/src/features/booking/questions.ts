// What an offering asks its clients, and what they have answered so far.

import type { components } from "../../api/schema";

export type Question = components["schemas"]["Question"];
export type Answers = Readonly<Record<string, string>>;

/** The answers that say something, as the API takes them. */
export function given(answers: Answers): { answers?: Record<string, string> } {
  const said = Object.entries(answers).flatMap(([id, value]) =>
    value.trim() ? [[id, value.trim()] as const] : [],
  );
  return said.length > 0 ? { answers: Object.fromEntries(said) } : {};
}

/** Those that must be answered and are not. The time's quote frees a request from them, so the page asks. */
export function missing(questions: readonly Question[], answers: Answers): readonly string[] {
  return questions.filter((one) => one.required && !answers[one.id]?.trim()).map((one) => one.id);
}
