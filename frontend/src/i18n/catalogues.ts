// The words, fetched by language and by part: a page brings those that it says, and no others.

import type { words as desk } from "./en/desk";
import type { words as page } from "./en/page";

export type PageKey = keyof typeof page;
export type DeskKey = keyof typeof desk;
export type Key = PageKey | DeskKey;
export type PageWords = Readonly<Record<PageKey, string>>;
export type DeskWords = Readonly<Record<DeskKey, string>>;
export type Catalogue = Readonly<Record<Key, string>>;
export type Language = "en" | "de" | "es" | "ar";
export type Part = "page" | "desk";

type File = Readonly<Record<string, string>>;

const FILES: Record<Language, Record<Part, () => Promise<{ words: File }>>> = {
  en: { page: () => import("./en/page"), desk: () => import("./en/desk") },
  de: { page: () => import("./de/page"), desk: () => import("./de/desk") },
  es: { page: () => import("./es/page"), desk: () => import("./es/desk") },
  ar: { page: () => import("./ar/page"), desk: () => import("./ar/desk") },
};

const fetched = new Map<string, File>();
const parts = new Set<Part>(["page"]);
const listeners = new Set<() => void>();
let spoken: Language = "en";

export function onWords(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The words that are needed so far, or null while one part is still on its way. */
export function wordsIn(language: Language): Catalogue | null {
  const files = [...parts].map((part) => fetched.get(`${language}/${part}`));
  if (files.some((file) => file === undefined)) return null;
  return Object.assign({}, ...files) as Catalogue;
}

/** From here on the page speaks this language: what it has said so far is fetched in it. */
export async function speakIn(language: Language): Promise<void> {
  spoken = language;
  await Promise.all([...parts].map((part) => fetchPart(language, part)));
  listeners.forEach((listener) => listener());
}

/** A page of its own brings its words along; until they are here it is not shown. */
export async function bring(part: Part): Promise<void> {
  const language = spoken;
  await fetchPart(language, part);
  if (language !== spoken) return bring(part); // another language was chosen meanwhile
  parts.add(part);
  listeners.forEach((listener) => listener());
}

async function fetchPart(language: Language, part: Part): Promise<void> {
  const name = `${language}/${part}`;
  if (!fetched.has(name)) fetched.set(name, (await FILES[language][part]()).words);
}
