import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";
import { describe, expect, it } from "vitest";

import { fill, speak, type Catalogue } from ".";
import { words as arDesk } from "./ar/desk";
import { words as arPage } from "./ar/page";
import { words as deDesk } from "./de/desk";
import { words as dePage } from "./de/page";
import { words as enDesk } from "./en/desk";
import { words as enPage } from "./en/page";
import { words as esDesk } from "./es/desk";
import { words as esPage } from "./es/page";

const en: Catalogue = { ...enPage, ...enDesk };
const de: Catalogue = { ...dePage, ...deDesk };
const es: Catalogue = { ...esPage, ...esDesk };
const ar: Catalogue = { ...arPage, ...arDesk };
const OTHERS: Record<string, Catalogue> = { de, es, ar };
/** What is shown to those who are signed in and at their desk: it may use both parts, all else only the first. */
const AT_THE_DESK =
  /^(pages\/(work|account|admin|series)\/|features\/(work|account|admin|money|figures|series|waiting|calendars)\/)/;
const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((hole) => hole[0]).sort();

describe.each(Object.entries(OTHERS))("the catalogue %s", (_language, catalogue) => {
  it("has every key of the English one and no other", () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
  });

  it("has words for every key, with the same holes to fill", () => {
    for (const [key, text] of Object.entries(catalogue)) {
      expect(text.trim(), key).not.toBe("");
      const plural = /_(zero|one|two|few|many|other)$/.test(key);
      if (!plural) expect(holes(text), key).toEqual(holes(en[key as keyof typeof en]));
    }
  });

  it("is a translation", () => {
    const same = Object.entries(catalogue).filter(
      ([key, text]) => text === en[key as keyof typeof en],
    );
    expect(same.length).toBeLessThan(Object.keys(en).length / 10);
  });
});

it("counts as the language counts", () => {
  expect(speak("en", en).tn("search.count", 1)).toBe("1 person");
  expect(speak("en", en).tn("search.count", 1200)).toBe("1,200 people");
  expect(speak("de", de).tn("search.count", 0)).toBe("0 Personen");
});

it("leaves a hole that nobody fills to be seen", () => {
  expect(fill("Hello {name}", {})).toBe("Hello {name}");
});

function components(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".tsx") && !name.includes(".test."))
    .map((name) => join(folder, name));
}

/** Every key that the code names, and every word that it says without the catalogues. */
function spoken(file: string): { literals: string[] } {
  const literals: string[] = [];
  const source = ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}{2,}/u.test(node.text)) literals.push(node.text.trim());
    if (
      ts.isJsxAttribute(node) &&
      /^(aria-label|title|placeholder|alt|label)$/.test(node.name.getText())
    ) {
      const value = node.initializer;
      if (value && ts.isStringLiteral(value) && /\p{L}/u.test(value.text))
        literals.push(value.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { literals };
}

it("says nothing outside the catalogues", () => {
  const said = components("src").flatMap((file) =>
    spoken(file).literals.map((text) => `${file}: ${text}`),
  );
  expect(said).toEqual([]);
});

/** The words that a piece of code may say: its keys, and the families of which it says one. */
function saidBy(code: string, keys: readonly string[]): string[] {
  const families = [...code.matchAll(/`([\w.]+\.)\$\{/g)].map((family) => family[1] ?? "");
  return keys.filter((key) => {
    const base = key.replace(/_(one|other)$/, "");
    return code.includes(`"${base}"`) || families.some((family) => key.startsWith(family));
  });
}

function code(wanted: (name: string) => boolean): string {
  return readdirSync("src", { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name) && !/^i18n|schema|\.test\./.test(name) && wanted(name))
    .map((name) => readFileSync(join("src", name), "utf8"))
    .join("\n");
}

it("keeps no words that nobody says", () => {
  const said = new Set(
    saidBy(
      code(() => true),
      Object.keys(en),
    ),
  );
  expect(Object.keys(en).filter((key) => !said.has(key))).toEqual([]);
});

it("has the words of every open page without those of the desk", () => {
  const open = code((name) => !AT_THE_DESK.test(name));
  expect(saidBy(open, Object.keys(enDesk))).toEqual([]);
});
