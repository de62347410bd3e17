import { expect, test } from "@playwright/test";

import { signIn } from "./people";

test("without a network the page starts, shows what is booked next, and goes on afterwards", async ({
  page,
  context,
}) => {
  await signIn(page, "client@example.com");
  await page.goto("/bookings");
  const next = await page.locator(".booking-row h2").first().textContent();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload(); // now the worker serves the files, and keeps what it had not seen

  await context.setOffline(true);
  await page.goto("/bookings");
  await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  await expect(page.locator(".offline__row").first()).toContainText(next ?? "");

  await context.setOffline(false);
  await expect(page.locator(".booking-row").first()).toBeVisible();
});

test("it can be installed: a manifest with icons, and a worker", async ({ page }) => {
  await page.goto("/");
  const manifest = (await (await page.request.get("/app.webmanifest")).json()) as {
    start_url: string;
    display: string;
    icons: { src: string; sizes: string; purpose?: string }[];
  };
  expect(manifest.display).toBe("standalone");
  expect(manifest.icons.map((icon) => icon.sizes)).toContain("512x512");
  for (const icon of manifest.icons)
    expect((await page.request.get(icon.src)).ok(), icon.src).toBe(true);
});
