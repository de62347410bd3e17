import { Link } from "react-router";

import { Dialog } from "../../design/Dialog";
import { useWords } from "../../i18n";
import { LoginForm } from "../session/LoginForm";

interface LogInToBookProps {
  back: string;
  done: () => void;
  close: () => void;
}

/** The last step asks who it is for; what was chosen stays as it is behind the dialog. */
export function LogInToBook({ back, done, close }: LogInToBookProps) {
  const { t } = useWords();
  return (
    <Dialog title={t("book.logIn")} onClose={close}>
      <LoginForm onSignedIn={done} />
      <p className="after-form">
        {t("login.new")}{" "}
        <Link to={`/register?next=${encodeURIComponent(back)}`}>{t("login.newLink")}</Link>
      </p>
    </Dialog>
  );
}
