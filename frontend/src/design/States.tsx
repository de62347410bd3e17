import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { useWords } from "../i18n";
import { Button } from "./Button";
import { useProblemText } from "./useProblemText";

export function Loading({ cards = 0 }: { cards?: number }) {
  const { t } = useWords();
  const bars = cards > 0 ? cards : 3;
  return (
    <div className="stack loading" role="status">
      <span className="visually-hidden">{t("state.loading")}</span>
      {Array.from({ length: bars }, (_, index) => (
        <span key={index} className={cards > 0 ? "skeleton skeleton--card" : "skeleton"} />
      ))}
    </div>
  );
}

export function Empty({
  title,
  text,
  children,
}: {
  title: string;
  text?: string;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children}
    </div>
  );
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useWords();
  const say = useProblemText();
  return (
    <div className="notice notice--bad" role="alert">
      <p>{say(error)}</p>
      {retry && (
        <div>
          <Button kind="quiet" onClick={retry}>
            {t("state.retry")}
          </Button>
        </div>
      )}
    </div>
  );
}

type NoticeKind = "plain" | "good" | "wait" | "bad";

export function Notice({ kind = "plain", children }: { kind?: NoticeKind; children: ReactNode }) {
  return (
    <div className={`notice notice--${kind}`} role={kind === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}

interface ViewProps<T> {
  query: Pick<UseQueryResult<T>, "data" | "error"> & { refetch: () => unknown };
  cards?: number;
  children: (value: T) => ReactNode;
}

/** What every answer can be: not there yet, refused, out of reach, or here. Old news beats none. */
export function QueryView<T>({ query, cards, children }: ViewProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} retry={() => query.refetch()} />;
  return <Loading cards={cards} />;
}
