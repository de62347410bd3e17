import { test, type Page } from "@playwright/test";

import { signIn } from "./people";

// Pictures of every page, for eyes: `npm run e2e -- shots`. They are not kept in git.
const LOOKS = [
  { name: "desktop", width: 1280, height: 900, theme: "light", lang: "en" },
  { name: "mobile", width: 360, height: 780, theme: "light", lang: "en" },
  { name: "dark", width: 1280, height: 900, theme: "dark", lang: "de" },
  { name: "arabic", width: 390, height: 844, theme: "light", lang: "ar" },
] as const;

async function dress(page: Page, theme: string, lang: string) {
  await page.addInitScript(
    ([chosenTheme, chosenLang]) => {
      localStorage.setItem("bmt.theme", chosenTheme ?? "");
      localStorage.setItem("bmt.lang", chosenLang ?? "");
    },
    [theme, lang],
  );
}

for (const look of LOOKS) {
  test(`pictures: ${look.name}`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.setViewportSize(look);
    await dress(page, look.theme, look.lang);
    const shoot = async (name: string, path: string) => {
      await page.goto(path);
      await page.waitForLoadState("networkidle", { timeout: 4_000 }).catch(() => undefined);
      await page.screenshot({ path: `shots/${look.name}-${name}.png`, fullPage: true });
    };
    for (const [name, path] of [
      ["home", "/"],
      ["search", "/providers"],
      ["none", "/providers?q=zzzz"],
      ["provider", "/providers/1"],
      ["book", "/providers/1/book"],
      ["login", "/login"],
      ["register", "/register"],
      ["lost", "/nothing"],
    ] as const)
      await shoot(name, path);
    await signIn(page, "client@example.com");
    await shoot("bookings", "/bookings");
    await shoot("past", "/bookings?when=past");
    await page.locator(".booking-row a").first().click();
    await page.locator(".booking-id").waitFor();
    await shoot("booking", new URL(page.url()).pathname);
    await shoot("inbox", "/inbox");
    await shoot("waiting", "/bookings?when=waiting");
    const start = encodeURIComponent(new Date(Date.now() + 9 * 86_400_000).toISOString());
    await shoot("series", `/providers/1/series?offering=2&start=${start}`);
    for (const room of ["", "/security", "/messages", "/calendars", "/payments", "/packages"])
      await shoot(`account${room.replace("/", "-")}`, `/account${room}`);
    await signIn(page, "ada@example.com");
    for (const room of [
      "",
      "?view=day",
      "?view=month",
      "/hours",
      "/special",
      "/offerings",
      "/time-off",
      "/clients",
      "/prices",
      "/money",
      "/plan",
      "/figures",
      "/reviews",
      "/profile",
      "/start",
    ])
      await shoot(`work${room.replace(/[/?=]/g, "-")}`, `/work${room}`);
    await signIn(page, "admin@example.com");
    for (const room of ["", "/payments", "/reviews"])
      await shoot(`admin${room.replace("/", "-")}`, `/admin${room}`);
  });
}
