// What a first route needs is asked for by a few lines in index.html, at once and side by side; without them
// the browser would learn of each file only from the one before. The service worker is told what to keep.
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

const ENTRY = "src/main.tsx";
const ROUTES = {
  home: "src/pages/HomePage.tsx",
  search: "src/pages/SearchPage.tsx",
  provider: "src/pages/ProviderPage.tsx",
};
const LANGUAGES = ["en", "de", "es", "ar"];
/** With these the page starts without a network, and shows what is booked next. */
const OFFLINE = ["src/pages/BookingsPage.tsx", "src/pages/HomePage.tsx"];
const PLACE = "/*early*/";
const KEPT = /(["'`])__KEPT__\1/;

export function early(): Plugin {
  return {
    name: "early",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle }) => (bundle ? html.replace(PLACE, linesFor(bundle)) : html),
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const worker = chunks(bundle).find((chunk) => chunk.fileName === "sw.js");
        if (worker) worker.code = worker.code.replace(KEPT, JSON.stringify(kept(bundle)));
      },
    },
  };
}

function linesFor(bundle: Bundle): string {
  const started = filesOf(bundle, ENTRY);
  const own = (source: string) => filesOf(bundle, source).filter((file) => !started.includes(file));
  const files = Object.fromEntries(Object.entries(ROUTES).map(([name, at]) => [name, own(at)]));
  const words = Object.fromEntries(
    LANGUAGES.map((code) => [code, own(`src/i18n/${code}/page.ts`)[0]]),
  );
  return `early(${JSON.stringify({ files, words })});`;
}

function kept(bundle: Bundle): string[] {
  const words = LANGUAGES.map((code) => `src/i18n/${code}/page.ts`);
  const files = [ENTRY, ...OFFLINE, ...words].flatMap((source) => filesOf(bundle, source));
  return [...new Set(files)].map((file) => `/${file}`);
}

function chunks(bundle: Bundle): Chunk[] {
  return Object.values(bundle).filter((file): file is Chunk => file.type === "chunk");
}

/** The file made from a source, what it imports at once, and the sheets of all of them. */
function filesOf(bundle: Bundle, source: string): string[] {
  const first = chunks(bundle).find(
    (chunk) =>
      chunk.facadeModuleId?.endsWith(source) || chunk.moduleIds.some((id) => id.endsWith(source)),
  );
  if (!first) throw new Error(`${source} is in no file of the build`);
  const found = new Set<string>();
  const follow = (chunk: Chunk) => {
    if (found.has(chunk.fileName)) return;
    found.add(chunk.fileName);
    for (const name of chunk.imports) {
      const next = bundle[name];
      if (next?.type === "chunk") follow(next);
    }
    for (const sheet of chunk.viteMetadata?.importedCss ?? []) found.add(sheet);
  };
  follow(first);
  return [...found];
}
