import type { Page } from "@playwright/test";

export const PASSWORD = "password123";

/** In by the API, as the log-in page does it; whoever was signed in before is not any more. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.context().clearCookies();
  const answer = await page.request.post("/v1/auth/login", {
    data: { email, password: PASSWORD, cookies: true },
  });
  if (!answer.ok()) throw new Error(`${email} cannot log in: ${answer.status()}`);
}

/** The first date and time that the lists offer, as a client would take them. */
export async function chooseFirstFree(page: Page, place = 1): Promise<void> {
  const date = page.locator("[name=date]");
  await date.locator("option").nth(place).waitFor({ state: "attached" });
  await date.selectOption({ index: place });
  await page.locator("[name=time] option").nth(1).waitFor({ state: "attached" });
  await page.locator("[name=time]").selectOption({ index: 1 });
}
