import { expect, test } from "@playwright/test";

import { signIn } from "./people";

test("an offering gets lengths, questions, limits, and a card that secures it", async ({
  page,
}) => {
  await signIn(page, "ada@example.com");
  await page.goto("/work/offerings");
  await page.getByRole("button", { name: "Add an offering" }).click();
  const title = `Deep talk ${Date.now() % 100_000}`;
  const dialog = page.getByRole("dialog");
  await dialog.locator("[name=title]").fill(title);
  await dialog.locator("[name=payment]").selectOption("CARD");
  await dialog.locator("[name=noShowPercent]").fill("50");
  await dialog.getByRole("button", { name: "Add a length" }).click();
  await dialog.locator("[name=length-price-0]").fill("60");
  await dialog.getByRole("button", { name: "Add a question" }).click();
  await dialog.locator("[name=question-0]").fill("Your level");
  await dialog.locator("[name=question-kind-0]").selectOption("CHOICE");
  await dialog.locator("[name=question-options-0]").fill("A1\nA2");
  await dialog.locator("[name=limit-DAY]").fill("2");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole("button", { name: `Edit ${title}` }).click();
  await expect(dialog.locator("[name=question-0]")).toHaveValue("Your level");
  await expect(dialog.locator("[name=limit-DAY]")).toHaveValue("2");
  await expect(dialog.locator("[name=payment]")).toHaveValue("CARD");

  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: `Withdraw ${title}` }).click();
  await expect(page.getByRole("heading", { name: title })).toHaveCount(0);
});

test("a schedule, holidays, a journey and a rest", async ({ page }) => {
  await signIn(page, "ada@example.com");
  await page.goto("/work/special");
  await page.getByRole("button", { name: "Add a schedule" }).click();
  const name = `Summer ${Date.now() % 100_000}`;
  await page.fill("dialog [name=name]", name);
  await page.getByRole("dialog").getByText("Start with Monday to Friday").click();
  await page.getByRole("button", { name: "Save the hours" }).click();
  await expect(page.getByText(name)).toBeVisible();

  await page.fill("[name=country]", "GB");
  await page.getByRole("button", { name: "Follow these holidays" }).click();
  await expect(
    page
      .getByText("Saved.")
      .or(page.getByText(/^Saved\./))
      .first(),
  ).toBeVisible();
  await page.getByText(/holidays within a year/).click();
  await expect(page.getByLabel("I work").first()).toBeVisible();
  await page.fill("[name=country]", "");
  await page.getByRole("button", { name: "Follow these holidays" }).click();
  await expect(page.getByText(/holidays within a year/)).toHaveCount(0);

  await page.fill("[name=firstDate]", "2027-06-01");
  await page.fill("[name=lastDate]", "2027-06-10");
  await page.selectOption("[name=timezone]", "Asia/Tokyo");
  await page.getByRole("button", { name: "Add a journey" }).click();
  await page.getByRole("button", { name: /^Remove: .*Jun/ }).click();
  await expect(page.getByRole("button", { name: /^Remove: .*Jun/ })).toHaveCount(0);

  await page.getByRole("button", { name: `Remove: ${name}` }).click();
  await expect(page.getByText(name)).toHaveCount(0);
});

test("a calendar that cannot be reached says so; an address for any program is shown once", async ({
  page,
}) => {
  await signIn(page, "ada@example.com");
  await page.goto("/account/calendars");
  await page.getByRole("button", { name: "Calendar address (ICS)" }).click();
  await page.fill("[name=url]", "https://calendar.invalid/a.ics");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const card = page.locator("li", { hasText: "calendar.invalid" });
  await expect(card.getByText(/Being opened|Could not be opened/)).toBeVisible();
  await card.getByRole("button", { name: /Disconnect/ }).click();
  await expect(card.getByText("Being disconnected").or(card.first()).first()).toBeAttached();

  await page.fill("[name=label]", "Phone");
  await page.getByRole("button", { name: "Make an address" }).click();
  await expect(page.locator("code.secret")).toContainText("/cal/");
  await page.getByRole("button", { name: "Revoke Phone" }).click();
  await expect(page.getByRole("button", { name: "Revoke Phone" })).toHaveCount(0);

  await page.selectOption("[name=moved]", "ASK");
  await page.reload();
  await expect(page.locator("[name=moved]")).toHaveValue("ASK");
  await page.selectOption("[name=moved]", "ACCEPT");
});

test("plans and cards say what there is to pay and what is kept", async ({ page }) => {
  await signIn(page, "ada@example.com");
  await page.goto("/work/plan");
  await expect(page.getByRole("heading", { level: 1, name: "Plan" })).toBeVisible();
  await signIn(page, "client@example.com");
  await page.goto("/account/payments");
  await expect(page.getByRole("heading", { name: "Cards" })).toBeVisible();
  await expect(
    page.getByText("No card is kept.").or(page.locator(".card-name")).first(),
  ).toBeVisible();
});

test("two-factor, devices and keys stand under Security", async ({ page }) => {
  await signIn(page, "client@example.com");
  await page.goto("/account/security");
  await expect(page.getByRole("heading", { name: "Devices" })).toBeVisible();
  await page.getByRole("button", { name: "Make a key" }).click();
  const form = page.locator("form", { has: page.locator("[name=scopes]") });
  await form.locator("[name=name]").fill("Script");
  await form.locator("[name=scopes]").first().check();
  await form.locator("[name=password]").fill("password123");
  await form.getByRole("button", { name: "Make a key" }).click();
  await expect(page.locator("code.secret")).toBeVisible();
  await page.getByRole("button", { name: "Revoke Script" }).first().click();
  await expect(page.getByRole("button", { name: "Revoke Script" })).toHaveCount(0);
});
