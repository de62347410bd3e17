import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

import { signIn } from "./people";

const OPEN = [
  "/",
  "/providers",
  "/providers?q=zzzz",
  "/providers/1",
  "/providers/1/book",
  "/login",
  "/register",
  "/forgot-password",
  "/reset-password",
  "/verify-email#token=x",
  "/nothing",
];
const CLIENT = ["/bookings", "/bookings?when=past", "/account"];
const PROVIDER = [
  "/work",
  "/work/hours",
  "/work/offerings",
  "/work/time-off",
  "/work/reviews",
  "/work/profile",
  "/work/start",
];
const LOOKS = [
  { lang: "en", theme: "light", width: 1280 },
  { lang: "ar", theme: "dark", width: 360 },
  { lang: "de", theme: "dark", width: 1280 },
  { lang: "es", theme: "light", width: 320 },
];

async function faultsOf(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  await page.locator("main h1").first().waitFor();
  await page
    .locator(".skeleton")
    .first()
    .waitFor({ state: "detached" })
    .catch(() => undefined);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const faults = violations.map(
    (one) => `${path}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`,
  );
  return wide > 0 ? [...faults, `${path}: ${wide} px too wide`] : faults;
}

for (const look of LOOKS) {
  test(`every page is for everyone: ${look.lang}, ${look.theme}, ${look.width} px`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width: look.width, height: 800 });
    await page.addInitScript((chosen) => {
      localStorage.setItem("bmt.lang", chosen.lang);
      localStorage.setItem("bmt.theme", chosen.theme);
    }, look);
    const faults: string[] = [];
    const walk = async (paths: readonly string[]) => {
      for (const path of paths) faults.push(...(await faultsOf(page, path)));
    };
    await walk(OPEN);
    await signIn(page, "client@example.com");
    await walk(CLIENT);
    await page.goto("/bookings?when=past");
    await page.locator(".booking-row a").first().click();
    await page.locator(".booking-id").waitFor();
    await walk([new URL(page.url()).pathname]);
    await signIn(page, "ada@example.com");
    await walk(PROVIDER);
    await signIn(page, "admin@example.com");
    await walk(["/admin"]);

    expect(faults).toEqual([]);
  });
}

test("Arabic runs from right to left, from the first paint on", async ({ page }) => {
  await page.goto("/");
  await page.selectOption("footer select", "ar");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  const brand = await page.locator(".brand").boundingBox();
  expect(brand?.x).toBeGreaterThan(600);
});
