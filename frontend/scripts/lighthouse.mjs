// Lighthouse on the pages that strangers open first, as a phone sees them; below a floor it fails.
// `npm run lighthouse -- http://127.0.0.1:8000` (a backend that runs, with the built page and the demo data).
// Lighthouse itself is fetched by npx: it is large, and nothing else here needs it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TOOL = "lighthouse@12.8.2"; // 13 wants a newer Node than 20
const RUNS = 3;
const base = process.argv[2] ?? process.env.E2E_BASE ?? "http://127.0.0.1:8000";
const PAGES = ["/", "/providers", "/providers/1"];
const FLOORS = { performance: 95, accessibility: 100, "best-practices": 95, seo: 95 };
const CEILINGS = {
  "largest-contentful-paint": 2_000,
  interactive: 3_000,
  "cumulative-layout-shift": 0.05,
};
const CHROME = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const folder = mkdtempSync(join(tmpdir(), "lighthouse-"));
const env = {
  ...process.env,
  CHROME_PATH: process.env.CHROMIUM ?? CHROME.find((path) => existsSync(path)),
};

function look(path, run) {
  const file = join(folder, `${path.replaceAll("/", "-")}-${run}.json`);
  const how = ["--quiet", "--output=json", `--output-path=${file}`];
  const asked = ["--yes", TOOL, base + path, ...how, `--chrome-flags=${FLAGS.join(" ")}`];
  execFileSync("npx", asked, { env, stdio: ["ignore", "ignore", "inherit"] });
  const report = JSON.parse(readFileSync(file, "utf8"));
  const scores = Object.keys(FLOORS).map((name) => [
    name,
    Math.round(report.categories[name].score * 100),
  ]);
  const times = Object.keys(CEILINGS).map((name) => [name, report.audits[name].numericValue]);
  return Object.fromEntries([...scores, ...times]);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

let wrong = 0;
for (const path of PAGES) {
  const runs = Array.from({ length: RUNS }, (_, run) => look(path, run));
  const middle = (name) => median(runs.map((one) => one[name]));
  console.log(`${path} (median of ${RUNS})`);
  for (const [name, floor] of Object.entries(FLOORS)) tell(name, middle(name), ">=", floor);
  for (const [name, most] of Object.entries(CEILINGS)) tell(name, middle(name), "<", most);
}
process.exitCode = wrong > 0 ? 1 : 0;

function tell(name, value, than, limit) {
  const good = than === "<" ? value < limit : value >= limit;
  wrong += good ? 0 : 1;
  const shown = value < 1 ? value.toFixed(3) : String(Math.round(value));
  console.log(`  ${good ? "ok  " : "LOW "} ${name.padEnd(26)} ${shown} (${than} ${limit})`);
}
