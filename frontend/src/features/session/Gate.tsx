import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";

import type { Me } from "../../api/types";
import { Empty, QueryView } from "../../design/States";
import { LinkButton } from "../../design/Button";
import { useWords } from "../../i18n";
import { useMe, useSignedIn } from "./useSession";

interface GateProps {
  role?: "PROVIDER" | "ADMIN";
  children: (me: Me) => ReactNode;
}

/** For those who are signed in; others go by way of the log-in and come back here. */
export function Gate({ role, children }: GateProps) {
  const { t } = useWords();
  const here = useSignedIn();
  const me = useMe();
  const { pathname, search } = useLocation();
  if (!here)
    return <Navigate to={`/login?next=${encodeURIComponent(pathname + search)}`} replace />;
  return (
    <QueryView query={me}>
      {(person) =>
        role && person.role !== role ? (
          <Empty title={t("gate.wrongRole")} text={t("gate.wrongRoleText")}>
            <LinkButton to="/">{t("action.home")}</LinkButton>
          </Empty>
        ) : (
          children(person)
        )
      }
    </QueryView>
  );
}
