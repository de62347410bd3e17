import { useWords } from "../../i18n";
import { wordsOf } from "../forms";

/** Providers may call themselves what they like; the frequent trades have a word in each language. */
export function useTrade(): (code: string) => string {
  const { t, has } = useWords();
  return (code) => {
    const key = `trade.${code}`;
    return has(key) ? t(key) : wordsOf(code);
  };
}

export function Specializations({ codes }: { codes: readonly string[] }) {
  const trade = useTrade();
  return <p className="soft">{codes.map(trade).join(" · ")}</p>;
}
