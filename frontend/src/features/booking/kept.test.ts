import { expect, it } from "vitest";

import { forget } from "../../api/session";
import { BOOKING } from "../../testing/world";
import { keepNext, keptNext } from "./kept";

const BEFORE = new Date("2030-11-25T14:30:00Z");

it("keeps what is ahead, and drops what is over by the time it is read", () => {
  keepNext([{ ...BOOKING, status: "CONFIRMED" }], "Europe/Berlin");

  expect(keptNext(BEFORE).map((one) => one.reference)).toEqual(["BK-401312357731"]);
  expect(keptNext(new Date("2030-11-25T15:00:00Z"))).toEqual([]);
});

it("keeps nothing that came to nothing", () => {
  keepNext([{ ...BOOKING, status: "REJECTED" }], "Europe/Berlin");

  expect(keptNext(BEFORE)).toEqual([]);
});

it("goes with the sign-in", () => {
  keepNext([BOOKING], "Europe/Berlin");
  forget();

  expect(keptNext(BEFORE)).toEqual([]);
});

it("makes nothing of what it cannot read", () => {
  localStorage.setItem("bmt.next", "<html>");

  expect(keptNext(BEFORE)).toEqual([]);
});
