// The JavaScript of the first route, everything it imports included, packed: at most 130 kB, or the build fails.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 130_000;
const FIRST_ROUTES = [
  "src/pages/HomePage.tsx",
  "src/pages/SearchPage.tsx",
  "src/pages/ProviderPage.tsx",
];
const DIST = new URL("../dist/", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(`${DIST}.vite/manifest.json`, "utf8"));

const filesOf = (name, seen = new Set()) => {
  const chunk = manifest[name];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const imported of chunk.imports ?? []) filesOf(imported, seen);
  return seen;
};
const packed = (file) => gzipSync(readFileSync(DIST + file), { level: 9 }).length;

let over = false;
for (const route of FIRST_ROUTES) {
  if (!manifest[route]) throw new Error(`${route} is not in the build's manifest`);
  const files = [...filesOf(route, filesOf("index.html"))].filter((file) => file.endsWith(".js"));
  const size = files.reduce((sum, file) => sum + packed(file), 0);
  over ||= size > BUDGET;
  console.log(
    `${size > BUDGET ? "OVER " : "ok   "} ${route}: ${(size / 1000).toFixed(1)} kB of ${BUDGET / 1000} kB`,
  );
}
process.exit(over ? 1 : 0);
