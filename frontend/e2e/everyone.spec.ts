import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

import { signIn } from "./people";

// Every page in four languages and both themes. In CI two looks stand for all eight; `AXE=all` tries each.
const LANGUAGES = ["en", "de", "es", "ar"] as const;
const THEMES = ["light", "dark"] as const;
const ALL = LANGUAGES.flatMap((lang) => THEMES.map((theme) => ({ lang, theme })));
const FEW = [
  { lang: "en", theme: "light" },
  { lang: "ar", theme: "dark" },
] as const;
const LOOKS = process.env.CI && process.env.AXE !== "all" ? FEW : ALL;
const WIDTHS = { en: 1280, de: 320, es: 768, ar: 360 } as const;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PATIENCE_MS = 900_000;

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
const CLIENT = [
  "/bookings",
  "/bookings?when=past",
  "/bookings?when=waiting",
  "/inbox",
  "/account",
  "/account/security",
  "/account/messages",
  "/account/calendars",
  "/account/payments",
  "/account/packages",
];
const PROVIDER = [
  "/work",
  "/work?view=day",
  "/work?view=month",
  "/work/hours",
  "/work/special",
  "/work/offerings",
  "/work/time-off",
  "/work/teams",
  "/work/clients",
  "/work/prices",
  "/work/money",
  "/work/plan",
  "/work/figures",
  "/work/reviews",
  "/work/profile",
  "/work/start",
  "/account/webhooks",
  "/account/calendars",
];
const ADMIN = [
  "/admin",
  "/admin/figures",
  "/admin/payments",
  "/admin/reviews",
  "/admin/users",
  "/admin/audit",
];

async function opened(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator("main h1").first().waitFor();
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await expect(page.locator(".skeleton")).toHaveCount(0, { timeout: 20_000 });
}

/** The look changes as a reader changes it: without loading the page anew. */
async function dress(page: Page, lang: keyof typeof WIDTHS, theme: string): Promise<void> {
  await page.setViewportSize({ width: WIDTHS[lang], height: 800 });
  await page.selectOption("footer select", lang);
  await expect(page.locator("html")).toHaveAttribute("lang", lang);
  await page.evaluate((chosen) => {
    document.documentElement.dataset.theme = chosen;
  }, theme);
  await settled(page);
}

async function faultsOf(page: Page, path: string): Promise<string[]> {
  const faults: string[] = [];
  await opened(page, path);
  for (const { lang, theme } of LOOKS) {
    await dress(page, lang, theme);
    const where = `${path} (${lang}, ${theme})`;
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    for (const one of violations)
      faults.push(
        `${where}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`,
      );
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wide > 0) faults.push(`${where}: ${wide} px too wide`);
  }
  return faults;
}

async function walk(page: Page, paths: readonly string[]): Promise<void> {
  const faults: string[] = [];
  for (const path of paths) faults.push(...(await faultsOf(page, path)));
  expect(faults).toEqual([]);
}

test.describe("every page is for everyone", () => {
  test.setTimeout(PATIENCE_MS);

  test("what strangers see", async ({ page }) => {
    await walk(page, OPEN);
  });

  test("what clients see", async ({ page }) => {
    await signIn(page, "client@example.com");
    await page.goto("/bookings?when=past");
    await page.locator(".booking-row a").first().click();
    await page.locator(".booking-id").waitFor();
    const start = encodeURIComponent(new Date(Date.now() + 9 * 86_400_000).toISOString());
    const series = `/providers/1/series?offering=2&start=${start}`;
    await walk(page, [...CLIENT, new URL(page.url()).pathname, series]);
  });

  test("what providers see", async ({ page }) => {
    await signIn(page, "ada@example.com");
    await walk(page, PROVIDER);
  });

  test("what administrators see", async ({ page }) => {
    await signIn(page, "admin@example.com");
    await walk(page, ADMIN);
  });
});

test("Arabic runs from right to left, from the first paint on", async ({ page }) => {
  await page.goto("/");
  await page.selectOption("footer select", "ar");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  const brand = await page.locator(".brand").boundingBox();
  expect(brand?.x).toBeGreaterThan(600);
});

test("a booking in Arabic, from right to left", async ({ page }) => {
  await signIn(page, "ben@example.com");
  await page.addInitScript(() => localStorage.setItem("bmt.lang", "ar"));
  await page.goto("/providers/1/book?offering=2");
  await page.locator(".slot").nth(4).click();
  await page.locator(".book__summary .button--primary").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("تم");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
});
