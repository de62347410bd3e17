import { useEffect, useId, useState, type KeyboardEvent, type SubmitEvent } from "react";
import { useNavigate } from "react-router";

import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { useWords } from "../../i18n";
import { write } from "./criteria";
import { useTrade } from "./Specializations";
import { useSuggestions } from "./useSearch";

type Suggestion = components["schemas"]["SuggestionOut"];
const PAUSE_MS = 120;
const LONGEST = 100;

interface SearchBarProps {
  start?: string;
  onSearch: (words: string) => void;
}

/** A combobox: arrows walk through what is suggested, Enter takes it or searches for what was typed. */
export function SearchBar({ start = "", onSearch }: SearchBarProps) {
  const { t } = useWords();
  const id = useId();
  const [typed, setTyped] = useState(start);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  useEffect(() => setTyped(start), [start]);
  const found = useSuggestions(useSettled(open ? typed.trim().slice(0, LONGEST) : "")).data ?? [];
  const shown = open && typed.trim().length > 1 ? found : [];
  const go = useSuggested();

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setOpen(false);
    onSearch(typed.trim());
  };
  const take = (suggestion: Suggestion) => {
    setOpen(false);
    setAt(-1);
    go(suggestion);
  };
  const onKey = (event: KeyboardEvent) => {
    const chosen = shown[at];
    if (event.key === "Escape") setOpen(false);
    if (event.key === "Enter" && chosen) {
      event.preventDefault();
      take(chosen);
    }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && shown.length > 0) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((before) => (before + step + shown.length) % shown.length);
    }
  };
  return (
    <form className="search-bar" role="search" onSubmit={submit}>
      <Icon name="search" size={22} />
      <input
        className="search-bar__input"
        type="search"
        name="search"
        value={typed}
        maxLength={200}
        autoComplete="off"
        role="combobox"
        aria-label={t("search.label")}
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
        placeholder={t("search.placeholder")}
        onChange={(event) => {
          setTyped(event.target.value);
          setOpen(true);
          setAt(-1);
        }}
        onKeyDown={onKey}
        onBlur={() => setOpen(false)}
      />
      <Button type="submit">{t("search.submit")}</Button>
      <Suggestions id={id} shown={shown} at={at} take={take} />
    </form>
  );
}

interface SuggestionsProps {
  id: string;
  shown: readonly Suggestion[];
  at: number;
  take: (suggestion: Suggestion) => void;
}

function Suggestions({ id, shown, at, take }: SuggestionsProps) {
  const { t } = useWords();
  const trade = useTrade();
  return (
    <ul
      id={`${id}-list`}
      className="suggestions"
      role="listbox"
      aria-label={t("search.suggestions")}
      hidden={shown.length === 0}
    >
      {shown.map((one, index) => (
        // The keyboard chooses in the field itself; a press must not take the focus from it.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the combobox owns the keys
        <li
          key={`${one.text}-${one.providerId ?? ""}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className="suggestion"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(one)}
        >
          <Icon name={one.providerId === null ? "search" : "user"} size={18} />
          {one.providerId === null ? trade(one.text) : one.text}
        </li>
      ))}
    </ul>
  );
}

function useSuggested(): (suggestion: Suggestion) => void {
  const navigate = useNavigate();
  return ({ text, providerId }) =>
    void navigate(
      providerId === null
        ? `/providers?${write({ specialization: text }).toString()}`
        : `/providers/${providerId}`,
    );
}

/** What was typed once the fingers rest for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
