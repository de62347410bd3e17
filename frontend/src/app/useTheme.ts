import { useCallback, useState } from "react";

type Theme = "light" | "dark";
const KEPT = "bmt.theme";

function shown(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** As the system has it until somebody chooses here. */
export function useTheme(): { theme: Theme; turn: () => void } {
  const [theme, setTheme] = useState(shown);
  const turn = useCallback(() => {
    const next = shown() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem(KEPT, next);
    setTheme(next);
  }, []);
  return { theme, turn };
}
