import { expect, test } from "@playwright/test";

import { signIn } from "./people";

test("a newcomer is bookable after three forms", async ({ page }) => {
  const began = Date.now();
  await page.goto("/register?as=provider");
  await page.fill("[name=firstName]", "Mira");
  await page.fill("[name=lastName]", "Novak");
  await page.fill("[name=email]", `mira-${Date.now()}@example.com`);
  await page.fill("[name=password]", "a long enough secret");
  await page.click("button[type=submit]");

  await page.fill("[name=bio]", "I teach the cello to grown-ups.");
  await page.fill("[name=specializations]", "Cello teacher");
  await page.fill("[name=hourlyRate]", "40");
  await page.click("text=Save and go on");

  await expect(page.locator("[name=durationMinutes]")).toHaveValue("60");
  await page.fill("[name=title]", "Cello lesson");
  await page.click("text=Save and go on");

  await page.click("text=Start with Monday to Friday");
  await page.click("text=Save the hours");
  await expect(page.getByRole("heading", { name: "You can be booked" })).toBeVisible();
  console.log(`bookable after ${((Date.now() - began) / 1000).toFixed(1)} s`);

  await page.click("text=See your public page");
  await page.click('button:has-text("Book Appointment")');
  await expect(page.locator(".slot").first()).toBeVisible();
});

test("a provider changes hours, takes time off and works after all", async ({ page }) => {
  await signIn(page, "ada@example.com");
  await page.goto("/work/hours");
  await page.getByRole("button", { name: "Add hours: Sunday", exact: true }).click();
  await page.click("text=Save the hours");
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByRole("button", { name: "Remove these hours of Sunday", exact: true }).click();
  await page.click("text=Save the hours");
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.goto("/work/time-off");
  await page.fill("[name=startTime]", "2027-08-01T09:00");
  await page.fill("[name=endTime]", "2027-08-02T09:00");
  await page.fill("[name=note]", "Sea");
  await page.click("text=Take this time off");
  const row = page.locator("li", { hasText: "Sea" });
  await expect(row).toBeVisible();
  await row.getByRole("button").click();
  await expect(row).toHaveCount(0);
});

test("an appointment is carried to another time, by the mouse and by keys", async ({ page }) => {
  await signIn(page, "ben@example.com");
  await page.goto("/providers/1/book?offering=2");
  await page.locator("[name=date] option").nth(5).waitFor({ state: "attached" });
  await page.locator("[name=date]").selectOption({ index: 5 });
  await page.locator("[name=time] option").nth(1).waitFor({ state: "attached" });
  await page.locator("[name=time]").selectOption({ index: 1 });
  const date = await page.locator("[name=date]").inputValue();
  await page.click('button:has-text("Confirm Booking")');
  await expect(page.getByRole("heading", { name: "It is booked" })).toBeVisible();
  const booking = new URL(page.url()).pathname;

  await signIn(page, "ada@example.com");
  await page.goto(`/work?view=day&date=${date}`);
  const item = page.locator(`.time-grid__item:has(a[href="${booking}"])`);
  await item.scrollIntoViewIfNeeded();
  const before = await item.textContent();
  const box = await item.boundingBox();
  if (!box) throw new Error("the appointment has no place on the sheet");
  await page.mouse.move(box.x + 60, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 68, { steps: 4 });
  await page.mouse.move(box.x + 60, box.y + 124, { steps: 4 });
  await expect(page.locator(".time-grid__ghost")).toBeVisible();
  await page.mouse.up();
  await page.getByRole("dialog").getByRole("button", { name: "Move it" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(item).not.toHaveText(before ?? "");

  const dragged = await item.textContent();
  await item.locator("a").focus();
  await page.keyboard.press("m");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowDown");
  await expect(page.locator(".time-grid__ghost")).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Move it" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(item).not.toHaveText(dragged ?? "");
});

test("empty time is blocked by drawing over it, and given back", async ({ page }) => {
  await signIn(page, "ada@example.com");
  await page.goto("/work?view=day&date=2027-03-03");
  const sheet = page.locator(".time-grid__sheet");
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  if (!box) throw new Error("there is no sheet");
  await page.mouse.move(box.x + 80, box.y + 120);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 180, { steps: 4 });
  await page.mouse.up();
  const dialog = page.getByRole("dialog");
  await dialog.locator("[name=note]").fill("Dentist");
  await dialog.getByRole("button", { name: "Block time" }).click();
  await expect(page.locator(".time-grid__off")).toContainText("Dentist");

  await page.goto("/work/time-off");
  const row = page.locator("li", { hasText: "Dentist" });
  await row.getByRole("button").click();
  await expect(row).toHaveCount(0);
});

test("a code and a package are made, and a client finds the code good", async ({ page }) => {
  await signIn(page, "ada@example.com");
  await page.goto("/work/prices");
  await page.getByRole("button", { name: "Make a code" }).click();
  const code = `TENTH${Date.now() % 100_000}`;
  await page.fill("[name=code]", code);
  await page.fill("[name=off]", "10");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: code })).toBeVisible();

  await page.goto("/providers/1/book?offering=1");
  await page.getByText("I have a promo code").click();
  await page.fill("[name=promoCode]", code.toLowerCase());
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.locator(".book__price")).toContainText("£40.50");
});

test("a provider knows who comes, what came in, and answers a review", async ({ page }) => {
  await signIn(page, "ada@example.com");
  await page.goto("/work/clients");
  await expect(page.locator("tbody tr").first()).toBeVisible();
  await page.goto("/work/money");
  await expect(page.getByRole("heading", { name: "Payouts" })).toBeVisible();
  await expect(page.locator(".invoices__row").first()).toBeVisible();

  await page.goto("/work/reviews");
  await page
    .getByRole("button", { name: /answer/i })
    .first()
    .click();
  await page.fill("[name=reply]", "Thank you, see you next week.");
  await page.getByRole("button", { name: "Publish the answer" }).click();
  await expect(page.getByText("Thank you, see you next week.").first()).toBeVisible();
});
