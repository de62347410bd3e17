import { Link, Navigate, useNavigate, useSearchParams } from "react-router";

import type { Me } from "../api/types";
import { PageHead } from "../design/PageHead";
import { LoginForm } from "../features/session/LoginForm";
import { startPage, wayBack } from "../features/session/wayBack";
import { useMe } from "../features/session/useSession";
import { useWords } from "../i18n";

export default function LoginPage() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const me = useMe();
  const next = (person: Me) => wayBack(params) ?? startPage(person.role);
  if (me.data) return <Navigate to={next(me.data)} replace />;
  return (
    <div className="narrow">
      <PageHead title={t("login.title")} />
      <LoginForm onSignedIn={(person) => void navigate(next(person), { replace: true })} />
      <p className="after-form">
        {t("login.new")} <Link to={`/register?${params.toString()}`}>{t("login.newLink")}</Link>
      </p>
    </div>
  );
}
