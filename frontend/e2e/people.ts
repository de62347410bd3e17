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
