// Pack what compresses, once at build time, so that no request has to.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url).pathname;
const PACKED = /\.(js|css|svg|html|webmanifest)$/;

for (const name of readdirSync(DIST, { recursive: true })) {
  const file = join(DIST, name);
  if (!PACKED.test(name) || !statSync(file).isFile()) continue;
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes));
}
