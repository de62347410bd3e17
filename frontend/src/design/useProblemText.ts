import { useCallback } from "react";

import { ApiProblem } from "../api/problem";
import { useWords } from "../i18n";

/** A problem in the reader's language: by its code, and by its status where the code is not known here. */
export function useProblemText(): (error: unknown) => string {
  const { t, has } = useWords();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiProblem)) return t("problem.UNKNOWN");
      const key = `problem.${error.code}`;
      const seconds = error.retryAfter ?? 0;
      if (error.code === "RATE_LIMITED") return t("problem.RATE_LIMITED", { seconds });
      if (has(key)) return t(key);
      return error.status >= 500 ? t("problem.UNKNOWN") : t("problem.REFUSED");
    },
    [t, has],
  );
}

/** The API's word on one field. Its sentences are English; other readers get ours around them. */
export function useFieldErrors(error: unknown): (field: string) => string | undefined {
  const { t, language } = useWords();
  return (field) => {
    const said = error instanceof ApiProblem ? error.fields[field] : undefined;
    if (said === undefined) return undefined;
    return language === "en" ? said : t("problem.field", { said });
  };
}
