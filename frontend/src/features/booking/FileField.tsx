import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, type ChangeEvent } from "react";
import { Link, useLocation } from "react-router";

import { api, data } from "../../api/client";
import { Field } from "../../design/Field";
import { useProblemText } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { useSignedIn } from "../session/useSession";

const KINDS = ".pdf,.png,.jpg,.jpeg,.txt";

interface FileFieldProps {
  label: string;
  name: string;
  required: boolean;
  error: string | undefined;
  change: (id: string) => void;
}

/** A file goes ahead as soon as it is chosen; what answers the question is the id that comes back. */
export function FileField({ label, name, required, error, change }: FileFieldProps) {
  const { t } = useWords();
  const here = useSignedIn();
  const problem = useProblemText();
  const { pathname, search } = useLocation();
  const sending = useMutation({ mutationFn: sent });
  const latest = useRef(change); // other answers are written while a file is on its way
  useEffect(() => {
    latest.current = change;
  }, [change]);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    change("");
    if (file) sending.mutate(file, { onSuccess: (kept) => latest.current(kept.id) });
    else sending.reset();
  };
  const progress = sending.isPending
    ? t("questions.fileSending")
    : sending.data && t("questions.fileSent", { name: sending.data.name });
  const logIn = (
    <Link to={`/login?next=${encodeURIComponent(pathname + search)}`}>
      {t("questions.fileLogIn")}
    </Link>
  );
  return (
    <Field
      label={label}
      hint={here ? (progress ?? t("questions.fileHint")) : logIn}
      error={sending.error ? problem(sending.error) : error}
    >
      {(wiring) => (
        <input
          {...wiring}
          type="file"
          name={name}
          accept={KINDS}
          disabled={!here}
          aria-required={required || undefined}
          onChange={choose}
        />
      )}
    </Field>
  );
}

function sent(file: File) {
  return data(
    api.POST("/v1/files", {
      params: { query: { name: file.name } },
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
      bodySerializer: (body: unknown) => body as File,
    }),
  );
}
