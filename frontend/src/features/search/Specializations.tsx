import { useWords, type Key } from "../../i18n";
import { en } from "../../i18n/en";
import { wordsOf } from "../forms";

/** Providers may call themselves what they like; the frequent trades have a word in each language. */
export function useTrade(): (code: string) => string {
  const { t } = useWords();
  return (code) => {
    const key = `trade.${code}`;
    return key in en ? t(key as Key) : wordsOf(code);
  };
}

export function Specializations({ codes }: { codes: readonly string[] }) {
  const trade = useTrade();
  return <p className="soft">{codes.map(trade).join(" · ")}</p>;
}
