import type { SubmitEvent } from "react";

import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { useWords } from "../../i18n";
import { text } from "../forms";

interface SearchBarProps {
  start?: string;
  onSearch: (words: string) => void;
}

export function SearchBar({ start = "", onSearch }: SearchBarProps) {
  const { t } = useWords();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSearch(text(new FormData(event.currentTarget), "search"));
  };
  return (
    <form className="search-bar" role="search" onSubmit={submit}>
      <Icon name="search" size={22} />
      <input
        key={start}
        className="search-bar__input"
        type="search"
        name="search"
        defaultValue={start}
        maxLength={200}
        aria-label={t("search.label")}
        placeholder={t("search.placeholder")}
      />
      <Button type="submit">{t("search.submit")}</Button>
    </form>
  );
}
