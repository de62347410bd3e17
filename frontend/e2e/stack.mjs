// `npm run e2e`: build the page, start the whole backend on data of its own, test in a real browser, stop.
// E2E_BASE=http://… tests against a server that runs already. What follows the command goes to Playwright.
import { spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FRONTEND = fileURLToPath(new URL("../", import.meta.url));
const DATA = `${ROOT}.data/e2e`;
const STARTS_WITHIN_MS = 240_000;
const ADDRESS = /BookMyTime is at (http:\S+)/;

function start() {
  rmSync(DATA, { recursive: true, force: true });
  const stack = spawn("python3", ["manage.py", "run"], {
    cwd: ROOT,
    env: {
      ...process.env,
      BOOKMYTIME_DATA: DATA,
      BOOKMYTIME_RATE_LIMITS: "false",
      BOOKMYTIME_LOG_LEVEL: "WARNING",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(
      () => reject(new Error(`The backend did not start:\n${said}`)),
      STARTS_WITHIN_MS,
    );
    stack.stdout.on("data", (part) => {
      said = (said + part).slice(-20_000);
      const address = ADDRESS.exec(said)?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve({ stack, address });
    });
    stack.on("exit", (code) => reject(new Error(`The backend ended with ${code}:\n${said}`)));
  });
}

const given = process.env.E2E_BASE;
const running = given ? { address: given } : await start();
const tests = spawnSync("npx", ["playwright", "test", ...process.argv.slice(2)], {
  cwd: FRONTEND,
  env: { ...process.env, E2E_BASE: running.address },
  stdio: "inherit",
});
running.stack?.removeAllListeners("exit");
running.stack?.kill("SIGINT");
process.exitCode = tests.status ?? 1;
