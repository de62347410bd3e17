// What a form holds, read without a cast at every turn.

export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** A password is taken as it was typed, blanks included. */
export function secret(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

export function number(form: FormData, name: string): number {
  return Number(text(form, name).replace(",", "."));
}

export function checked(form: FormData, name: string): boolean {
  return form.has(name);
}

/** "Maths tutor, Chess" as the API's codes: maths_tutor, chess. */
export function codes(typed: string): string[] {
  const each = typed.split(",").map((part) => codeOf(part));
  return [...new Set(each.filter(Boolean))];
}

export function codeOf(words: string): string {
  return words
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "");
}

export function wordsOf(code: string): string {
  const spaced = code.replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
