import { expect, test, type Page } from "@playwright/test";

// `npm run journey`: from the start page to a paid booking, by somebody who is not even signed in. It prints what
// each step took. A reader needs longer than a machine; the clicks are the same.
const MOST_CLICKS = 8;
const MOST_MS = 60_000;

class Journey {
  clicks = 0;
  private readonly began = Date.now();
  private last = Date.now();

  constructor(private readonly page: Page) {}

  async click(selector: string): Promise<void> {
    this.clicks += 1;
    await this.page.click(selector);
  }

  say(step: string): void {
    const now = Date.now();
    const [took, all] = [now - this.last, now - this.began].map((ms) => (ms / 1000).toFixed(1));
    console.log(`${step.padEnd(34)} ${took} s   (${all} s, ${this.clicks} clicks)`);
    this.last = now;
  }

  get ms(): number {
    return Date.now() - this.began;
  }
}

test("from the start page to a paid booking in at most eight clicks and a minute", async ({
  page,
}) => {
  const journey = new Journey(page);
  await page.goto("/");
  await page.locator(".provider-card").first().waitFor();
  journey.say("the start page is there");

  await page.fill("[name=search]", "maths");
  await journey.click('button:has-text("Search")');
  await page.waitForURL(/\/providers\?/);
  await page.getByText("1 person").waitFor();
  journey.say("found");

  await journey.click(".provider-card:first-child");
  await journey.click('button:has-text("Book Appointment")');
  await journey.click(".slot >> nth=3");
  journey.say("a time is chosen");

  await journey.click('button:has-text("Confirm Booking")');
  await page.fill("[name=email]", "ben@example.com");
  await page.fill("[name=password]", "password123");
  await journey.click("dialog button[type=submit]");
  await page.locator(".booking-id").waitFor();
  journey.say("signed in, and the time is kept");

  await journey.click("a:has-text('Pay now')");
  await journey.click("button:has-text('Pay') >> nth=0");
  await expect(page.getByRole("heading", { name: "It is booked" })).toBeVisible({
    timeout: 30_000,
  });
  journey.say("paid and confirmed");

  await expect(page.locator(".booking-id")).toContainText(/BK-\d+/);
  expect(journey.clicks).toBeLessThanOrEqual(MOST_CLICKS);
  expect(journey.ms).toBeLessThanOrEqual(MOST_MS);
});
