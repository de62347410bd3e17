import { useState } from "react";
import { Link } from "react-router";

import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { useWords } from "../../i18n";
import { LoginForm } from "../session/LoginForm";
import type { Draft } from "./draft";
import { GuestForm } from "./GuestForm";

interface LogInToBookProps {
  draft: Draft;
  zone: string;
  back: string;
  done: () => void;
  close: () => void;
  refused: (error: unknown) => void;
}

/** The last step asks who it is for; what was chosen stays as it is behind the dialog. */
export function LogInToBook({ draft, zone, back, done, close, refused }: LogInToBookProps) {
  const { t } = useWords();
  const [guest, setGuest] = useState(false);
  const open = draft.more.length === 0;
  return (
    <Dialog title={guest ? t("guest.title") : t("book.logIn")} onClose={close}>
      {guest ? (
        <GuestForm draft={draft} zone={zone} refused={refused} />
      ) : (
        <LoginForm onSignedIn={done} />
      )}
      <div className="after-form stack stack--small">
        {!guest && (
          <p>
            {t("login.new")}{" "}
            <Link to={`/register?next=${encodeURIComponent(back)}`}>{t("login.newLink")}</Link>
          </p>
        )}
        {open && (
          <div>
            <Button kind="plain" onClick={() => setGuest(!guest)}>
              {guest ? t("guest.logIn") : t("guest.open")}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
