import { bring } from "../i18n/catalogues";

/** What stands behind the sign-in comes with words of its own. */
export function withDesk<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => (await Promise.all([load(), bring("desk")]))[0];
}
