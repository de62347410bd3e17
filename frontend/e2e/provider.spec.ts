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
