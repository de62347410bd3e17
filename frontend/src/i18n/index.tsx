import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";

import { onWords, speakIn, wordsIn, type Catalogue, type Key, type Language } from "./catalogues";
import { formatter, type Formatter } from "./format";

export type { Catalogue, DeskWords, Key, Language, PageWords } from "./catalogues";
export type Vars = Readonly<Record<string, string | number>>;
export type Plural = Key extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;

export const LANGUAGES: readonly { code: Language; name: string }[] = [
  { code: "en", name: "English" },
  { code: "de", name: "Deutsch" },
  { code: "es", name: "Español" },
  { code: "ar", name: "العربية" },
];
const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set(["ar"]);
const KEPT = "bmt.lang";

export interface Words {
  language: Language;
  direction: "ltr" | "rtl";
  choose: (language: Language) => void;
  t: (key: Key, vars?: Vars) => string;
  tn: (key: Plural, count: number, vars?: Vars) => string;
  /** Whether there is a word for something that comes from outside: a code, a kind, a trade. */
  has: (key: string) => key is Key;
  format: Formatter;
}

const Context = createContext<Words | null>(null);

export function isLanguage(code: string): code is Language {
  return LANGUAGES.some((one) => one.code === code);
}

/** What was chosen here before, else the first of the browser's languages that we speak. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT) ?? "", ...navigator.languages];
  return wanted.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
}

/** The browser's own variant of a language, so that British readers get their dates the British way. */
function regional(language: Language): string {
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
}

export function languageWasChosen(): boolean {
  return localStorage.getItem(KEPT) !== null;
}

export function fill(text: string, vars: Vars = {}): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(vars[name] ?? hole));
}

export function speak(language: Language, catalogue: Catalogue): Pick<Words, "t" | "tn"> {
  const rules = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  const t = (key: Key, vars?: Vars) => fill(catalogue[key], vars);
  const tn = (key: Plural, count: number, vars?: Vars) => {
    const exact = `${key}_${rules.select(count)}`;
    const found = exact in catalogue ? (exact as Key) : (`${key}_other` as Key);
    return t(found, { n: number.format(count), ...vars });
  };
  return { t, tn };
}

export function I18n({ children, start }: { children: ReactNode; start?: Language }) {
  const [language, setLanguage] = useState<Language>(() => start ?? preferredLanguage());
  const [loaded, setLoaded] = useState(() => here(language));

  useEffect(() => {
    const look = () => setLoaded((before) => here(language) ?? before);
    void speakIn(language);
    return onWords(look);
  }, [language]);

  const choose = useCallback((next: Language) => {
    localStorage.setItem(KEPT, next);
    setLanguage(next);
  }, []);

  const words = useMemo<Words | null>(() => {
    if (!loaded) return null;
    const direction = RIGHT_TO_LEFT.has(loaded.language) ? "rtl" : "ltr";
    const said = speak(loaded.language, loaded.catalogue);
    return {
      language: loaded.language,
      direction,
      choose,
      ...said,
      has: (key: string): key is Key => key in loaded.catalogue,
      format: formatter(regional(loaded.language)),
    };
  }, [loaded, choose]);

  useEffect(() => {
    if (!words) return;
    document.documentElement.lang = words.language;
    document.documentElement.dir = words.direction;
  }, [words]);

  return words ? <Context value={words}>{children}</Context> : null;
}

function here(language: Language): { language: Language; catalogue: Catalogue } | null {
  const catalogue = wordsIn(language);
  return catalogue && { language, catalogue };
}

export function useWords(): Words {
  const words = use(Context);
  if (!words) throw new Error("useWords needs I18n around it");
  return words;
}
