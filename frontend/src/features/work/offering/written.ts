// The offering's form as the API takes it.

import type { NewOffering, Offering } from "../../../api/types";
import { checked, number, text } from "../../forms";
import { GRIDS, HORIZONS } from "./Details";
import type { Length } from "./LengthsEditor";
import { limitsOf } from "./limits";
import { PAYMENTS } from "./Payment";
import { named, type Question } from "./QuestionsEditor";

export interface Lists {
  lengths: readonly Length[];
  questions: readonly Question[];
}

export function brief(form: FormData): NewOffering {
  return {
    title: text(form, "title"),
    description: text(form, "description"),
    durationMinutes: number(form, "durationMinutes"),
    price: number(form, "price"),
    needsApproval: checked(form, "needsApproval"),
    payment: oneOf(PAYMENTS, text(form, "payment")),
  };
}

export function whole(form: FormData, lists: Lists, before: Offering | null): NewOffering {
  return {
    ...brief(form),
    ...moment(form),
    bufferBeforeMinutes: number(form, "bufferBeforeMinutes"),
    bufferAfterMinutes: number(form, "bufferAfterMinutes"),
    grid: oneOf(GRIDS, text(form, "grid")),
    stepMinutes: number(form, "stepMinutes"),
    noticeMinutes: number(form, "noticeMinutes"),
    noShowPercent: number(form, "noShowPercent"),
    ...(form.has("depositPercent") ? { depositPercent: number(form, "depositPercent") } : {}),
    limits: limitsOf(form, before?.limits ?? []),
    scheduleId: number(form, "scheduleId") || null,
    active: checked(form, "active"),
    listed: checked(form, "listed"),
    furtherDurations: [...lists.lengths],
    questions: named(lists.questions),
  };
}

function moment(form: FormData): Partial<NewOffering> {
  const horizonKind = oneOf(HORIZONS, text(form, "horizonKind"));
  if (horizonKind !== "FIXED") return { horizonKind, horizonDays: number(form, "horizonDays") };
  return {
    horizonKind,
    bookableFrom: text(form, "bookableFrom") || null,
    bookableUntil: text(form, "bookableUntil") || null,
  };
}

function oneOf<Known extends string>(known: readonly [Known, ...Known[]], typed: string): Known {
  return known.find((one) => one === typed) ?? known[0];
}
