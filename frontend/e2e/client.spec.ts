import { expect, test, type Page } from "@playwright/test";

import { chooseFirstFree, signIn } from "./people";

async function pay(page: Page): Promise<void> {
  await page.click("a:has-text('Pay now')");
  await page.click("button:has-text('Pay') >> nth=0");
}

test("the customer's journey: log in, search, choose, book, and it shows its number", async ({
  page,
}) => {
  await page.goto("/login");
  await page.fill("[name=email]", "client@example.com");
  await page.fill("[name=password]", "password123");
  await page.click("button[type=submit]");

  await page.goto("/providers");
  await page.fill("[name=search]", "English tutor");
  await page.click('button:has-text("Search")');
  await expect(page).toHaveURL(/q=English\+tutor/);
  await page.click(".provider-card:first-child");

  await page.click('button:has-text("Book Appointment")');
  await chooseFirstFree(page);
  await page.click('button:has-text("Confirm Booking")');

  await expect(page.locator(".booking-confirmation")).toBeVisible();
  await expect(page.locator(".booking-id")).toContainText(/BK-\d+/);
});

test("a paid booking is moved, cancelled, and the money goes back", async ({ page }) => {
  await signIn(page, "ben@example.com");
  await page.goto("/providers/1/book");
  await chooseFirstFree(page, 6);
  await page.click('button:has-text("Confirm Booking")');
  await pay(page);
  await expect(page.getByRole("heading", { name: "It is booked" })).toBeVisible({
    timeout: 20_000,
  });

  await page.click("text=Move it");
  await chooseFirstFree(page, 8);
  await page.getByRole("button", { name: /^Move to/ }).click();
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.click("text=Cancel it");
  await expect(page.getByRole("dialog")).toContainText("free of charge");
  await page.click("text=Yes, cancel it");
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  await expect(page.locator(".refund")).toContainText("£45 went back to you", { timeout: 20_000 });
});

test("a booking by the keyboard alone", async ({ page }) => {
  await signIn(page, "client@example.com");
  await page.goto("/providers/1/book");
  await page.locator("[name=date] option").nth(4).waitFor({ state: "attached" });
  const focused = () =>
    page.evaluate(
      () =>
        document.activeElement?.getAttribute("name") ?? document.activeElement?.textContent ?? "",
    );
  const tabTo = async (wanted: string) => {
    for (let step = 0; step < 250 && (await focused()) !== wanted; step += 1)
      await page.keyboard.press("Tab");
    expect(await focused()).toBe(wanted);
  };

  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  await tabTo("offering");
  await page.keyboard.press("ArrowDown"); // the first talk: nothing to pay
  await page.locator("[name=date] option").nth(4).waitFor({ state: "attached" });
  await tabTo("date");
  for (let day = 0; day < 4; day += 1) await page.keyboard.press("ArrowDown");
  await tabTo("time");
  await page.keyboard.press("ArrowDown");
  await tabTo("Confirm Booking");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "It is booked" })).toBeVisible();
});

test("two want one time: one gets it, the other is offered the nearest", async ({ browser }) => {
  const rivals = await Promise.all(
    ["client@example.com", "ben@example.com"].map(async (email) => {
      const page = await (await browser.newContext()).newPage();
      await signIn(page, email);
      await page.goto("/providers/1/book");
      await chooseFirstFree(page, 12);
      return page;
    }),
  );
  await Promise.all(rivals.map((page) => page.click('button:has-text("Confirm Booking")')));

  const ends = await Promise.all(
    rivals.map((page) =>
      Promise.race([
        page
          .locator(".booking-id")
          .waitFor()
          .then(() => "booked"),
        page
          .getByText("The nearest free times:")
          .waitFor()
          .then(() => "offered others"),
      ]),
    ),
  );
  expect(ends.sort()).toEqual(["booked", "offered others"]);
});

test("a visitor logs in at the last step and loses nothing", async ({ page }) => {
  await page.goto("/providers/1/book?offering=2");
  await chooseFirstFree(page, 9);
  await page.fill("[name=notes]", "I am new here.");
  await page.click('button:has-text("Confirm Booking")');
  await page.fill("[name=email]", "ben@example.com");
  await page.fill("[name=password]", "password123");
  await page.click("dialog button[type=submit]");

  await expect(page.locator(".booking-id")).toBeVisible();
  await expect(page.getByText("I am new here.")).toBeVisible();
});

test("on a slow network there is something to see, and a second press books nothing twice", async ({
  page,
}) => {
  await signIn(page, "ben@example.com");
  let sent = 0;
  await page.route("**/v1/bookings", async (route) => {
    if (route.request().method() === "POST") sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await page.route("**/slots?*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await page.goto("/providers/1/book?offering=2");
  await expect(page.locator(".skeleton").first()).toBeVisible();
  await chooseFirstFree(page, 10);

  const confirm = page.getByRole("button", { name: "Confirm Booking" });
  await confirm.click();
  await expect(confirm).toHaveAttribute("aria-busy", "true");
  await expect(page.getByText("Taking the time for you")).toBeVisible();
  await confirm.click({ force: true });

  await expect(page.locator(".booking-id")).toBeVisible();
  expect(sent).toBe(1);
});

test("a month to choose from, by the arrow keys", async ({ page }) => {
  await page.goto("/providers/1/book");
  await page.getByRole("button", { name: "Month" }).click();
  const open = page.locator(".month__date[aria-pressed=true]");
  const first = await open.getAttribute("data-date");
  await open.focus();
  await page.keyboard.press("PageDown");
  await expect(page.locator(".month__date:focus")).not.toHaveAttribute("data-date", first ?? "");
  await page.locator(".month__times .slot").first().click();
  await expect(page.locator(".book__summary")).not.toContainText("No time chosen yet");
});

test("a search by free time leads straight to that time", async ({ page }) => {
  await page.goto("/providers");
  const days = page.locator(".filters__when .pill");
  await days.nth(2).click();
  await expect(page).toHaveURL(/freeOn=/);
  const time = page.locator(".provider-card__times a").first();
  await time.click();
  await expect(page.locator(".slot[aria-pressed=true]")).toBeVisible();
  await expect(page.locator(".book__summary")).not.toContainText("No time chosen yet");
});

test("after an appointment a client says how it was, and may think again", async ({ page }) => {
  await signIn(page, "client@example.com");
  await page.goto("/bookings?when=past");
  await page.locator(".booking-row", { hasText: "Took place" }).last().locator("a").click();
  await page.locator(".booking-id").waitFor();
  const again = page.getByRole("button", { name: "Change it" });
  await expect(
    page.locator(".review-form").or(page.getByText("Your review")).first(),
  ).toBeVisible();
  if (await again.isVisible()) await again.click();
  if (!(await page.locator(".review-form").isVisible())) return; // reviewed longer ago than may be changed
  await page.locator(".star-field__star").nth(3).click();
  await page.fill("[name=comment]", "Patient, and on time.");
  await page.getByRole("button", { name: "Send the review" }).click();
  await expect(page.getByText("Patient, and on time.")).toBeVisible();
});
