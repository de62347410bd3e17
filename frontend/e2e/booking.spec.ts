import { expect, test, type Page } from "@playwright/test";

import { chooseFirstFree, signIn } from "./people";

// What a booking can be besides one time of one thing: with questions, longer, several at once, again and again,
// without an account, by a link, or waited for. Each test makes what it needs by the API and looks at the page.

interface Made {
  id: number;
  version?: number;
}

/** The page's own session, used as a program would: with the CSRF header. */
async function ask<T>(page: Page, method: "post" | "put" | "get", path: string, data?: unknown) {
  const cookies = await page.context().cookies();
  const csrf = cookies.find((one) => one.name === "bmt_csrf")?.value ?? "";
  const answer = await page.request[method](path, {
    headers: { "X-CSRF-Token": csrf },
    ...(data === undefined ? {} : { data }),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return ((await answer.json()) as { data: T }).data;
}

async function offer(page: Page, more: Record<string, unknown>): Promise<Made> {
  await signIn(page, "ada@example.com");
  return ask<Made>(page, "post", "/v1/providers/1/offerings", {
    title: `Special ${Date.now() % 100_000}`,
    durationMinutes: 30,
    price: 0,
    payment: "LATER",
    noticeMinutes: 0,
    position: 100, // behind those of the demo world, which other tests choose by their place
    ...more,
  });
}

test("questions are asked, the time is kept meanwhile, and both read the answers", async ({
  page,
}) => {
  const offering = await offer(page, {
    questions: [
      { id: "topic", kind: "TEXT", label: "What is it about?", required: true, maxLength: 200 },
      { id: "level", kind: "CHOICE", label: "Your level", options: ["Beginner", "Advanced"] },
      { id: "phone", kind: "PHONE", label: "Where can I call you?" },
    ],
  });
  await signIn(page, "client@example.com");
  await page.goto(`/providers/1/book?offering=${offering.id}`);
  await chooseFirstFree(page, 3);
  await page.click('button:has-text("Confirm Booking")');
  await expect(page.getByText("Answer the questions first.")).toBeVisible();

  await page.fill("[name='answers.topic']", "Fractions");
  await expect(page.locator(".book__summary .countdown")).toBeVisible();
  await page.selectOption("[name='answers.level']", "Advanced");
  await page.fill("[name='answers.phone']", "12");
  await page.click('button:has-text("Confirm Booking")');
  await expect(page.locator("[name='answers.phone']")).toHaveAttribute("aria-invalid", "true");

  await page.fill("[name='answers.phone']", "+44 20 7946 0123");
  await page.click('button:has-text("Confirm Booking")');
  await expect(page.getByRole("heading", { name: "It is booked" })).toBeVisible();
  await expect(page.getByText("Fractions")).toBeVisible();
  await expect(page.getByText("+442079460123")).toBeVisible();
});

test("a longer length costs what it costs", async ({ page }) => {
  const offering = await offer(page, {
    price: 25,
    payment: "LATER",
    furtherDurations: [{ durationMinutes: 60, price: 45 }],
  });
  await signIn(page, "client@example.com");
  await page.goto(`/providers/1/book?offering=${offering.id}`);
  await page.check("[name=durationMinutes][value='60']");
  await expect(page.locator(".book__price")).toContainText("£45");
  await chooseFirstFree(page, 4);
  await page.click('button:has-text("Confirm Booking")');
  await expect(page.locator(".booking-id")).toBeVisible();
  await expect(page.locator(".facts")).toContainText("£45");
});

test("a cut and a beard, one after the other, are one booking", async ({ page }) => {
  await signIn(page, "client@example.com");
  await page.goto("/providers/6/book?offering=12");
  await page.getByText("Add another service").click();
  await page.getByLabel(/^Beard ·/).check();
  await expect(page.locator(".book__price")).toContainText("46");
  await chooseFirstFree(page, 2);
  await page.click('button:has-text("Confirm Booking")');
  await expect(page.locator(".booking-id")).toBeVisible();
  await expect(page.locator(".facts").first()).toContainText("Haircut");
  await expect(page.locator(".facts").first()).toContainText("Beard");
});

test("a series is looked at, decided about, booked, and cancelled as a whole", async ({ page }) => {
  await signIn(page, "client@example.com");
  await page.goto("/providers/1/book?offering=2");
  await chooseFirstFree(page, 3);
  await page.getByRole("link", { name: "Book this time again and again" }).click();
  await page.fill("[name=count]", "3");
  await expect(page.locator(".plan__row")).toHaveCount(3);
  for (const open of await page.locator('.plan__row[data-state="open"] select').all())
    await open.selectOption("SKIP");
  await page.locator(".plan__row select").last().selectOption("SKIP");
  await page.getByRole("button", { name: "Book all of them" }).click();

  await expect(page).toHaveURL(/\/series\/\d+/);
  await expect(page.locator(".booking-row").first()).toBeVisible();
  await page.locator(".booking-row a").first().click();
  await page.getByRole("link", { name: /Part of a series/ }).click();
  await page.getByRole("button", { name: "Cancel all that lie ahead" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(page.locator(".booking-row .chip").first()).toHaveText("Cancelled");
});

test("who has no account books by a mailed link and manages it there", async ({ page }) => {
  await page.goto("/providers/1/book?offering=2");
  await chooseFirstFree(page, 7);
  await page.click('button:has-text("Confirm Booking")');
  await page.getByRole("button", { name: "Book without an account" }).click();
  const address = `gus-${Date.now()}@example.com`;
  await page.fill("[name=firstName]", "Gus");
  await page.fill("[name=lastName]", "Guest");
  await page.fill("[name=guestEmail]", address);
  await page.getByRole("button", { name: "Keep the time for me" }).click();
  await expect(page.getByText("Look into your mail")).toBeVisible();

  await page.goto(await mailedTo(page, address, "/guest/confirm"));
  await page.getByRole("button", { name: "Confirm my booking" }).click();
  await expect(page.locator(".booking-id")).toBeVisible();
  await page.getByRole("button", { name: "Move it" }).click();
  await chooseFirstFree(page, 9);
  await page.getByRole("button", { name: /^Move to/ }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("button", { name: "Cancel it" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
});

/** The link in the last mail to an address, as the development inbox shows it. */
async function mailedTo(page: Page, address: string, path: string): Promise<string> {
  const link = new RegExp(`${path}#token=[A-Za-z0-9_.~%-]+`);
  let found: string | undefined;
  const look = async () => {
    const inbox = await page.request.get(`/dev/inbox.json?to=${encodeURIComponent(address)}`);
    const { data } = (await inbox.json()) as { data: { text: string }[] };
    found = data.map((mail) => link.exec(mail.text)?.[0]).find(Boolean);
    return found ?? null;
  };
  await expect.poll(look, { timeout: 30_000 }).not.toBeNull();
  return found ?? "";
}

test("what is not listed is booked by its link alone", async ({ page }) => {
  const offering = await offer(page, { title: "Secret hour", listed: false });
  await page.goto("/work/offerings");
  await page.getByRole("button", { name: "Links to Secret hour" }).first().click();
  await page.fill("[name=label]", "For Ben");
  await page.fill("[name=maxUses]", "1");
  await page.getByRole("button", { name: "Make a link" }).click();
  const address = (await page.locator("dialog code.secret").textContent()) ?? "";
  expect(address).toContain(`offering=${offering.id}#link=`);

  await signIn(page, "ben@example.com");
  await page.goto(address);
  await chooseFirstFree(page, 6);
  await page.click('button:has-text("Confirm Booking")');
  await expect(page.getByRole("heading", { name: "It is booked" })).toBeVisible();

  await page.goto("/");
  await page.goto(address);
  await expect(page.getByText("This link leads nowhere any more")).toBeVisible();
});

test("who waits is offered what becomes free, and takes it", async ({ page }) => {
  const offering = await offer(page, {
    title: "Rare hour",
    limits: [{ period: "MONTH", count: 1 }],
  });
  await signIn(page, "client@example.com");
  await page.goto(`/providers/1/book?offering=${offering.id}`);
  await chooseFirstFree(page, 1);
  const date = await page.locator("[name=date]").inputValue();
  await page.click('button:has-text("Confirm Booking")');
  await expect(page.getByRole("heading", { name: "It is booked" })).toBeVisible();
  const theirs = new URL(page.url()).pathname;

  await signIn(page, "ben@example.com");
  await page.goto(`/providers/1/book?offering=${offering.id}`);
  await page.getByRole("button", { name: "Nothing that fits? Wait for a time" }).first().click();
  await page.fill("[name=from]", date);
  await page.fill("[name=to]", date);
  await page.getByRole("button", { name: "Wait for it" }).click();
  await expect(page.getByText("You are in the queue.")).toBeVisible();
  await page.getByRole("link", { name: "See what I wait for" }).click();
  await expect(page.getByText("Waiting", { exact: true })).toBeVisible();

  await signIn(page, "client@example.com");
  await page.goto(theirs);
  await page.click("text=Cancel it");
  await page.click("text=Yes, cancel it");
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();

  await signIn(page, "ben@example.com");
  await expect
    .poll(
      async () => {
        await page.goto("/bookings?when=waiting");
        await page.locator(".wish").first().waitFor();
        return page.getByRole("link", { name: "See the time" }).count();
      },
      { timeout: 40_000 },
    )
    .toBeGreaterThan(0);
  await page.getByRole("link", { name: "See the time" }).first().click();
  await page.getByRole("button", { name: "Take this time" }).click();
  await expect(page.getByRole("heading", { name: "It is booked" })).toBeVisible();
});
