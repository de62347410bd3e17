import "./book.css";

import { useState } from "react";
import { useLocation, useParams, useSearchParams } from "react-router";

import { isProblem } from "../api/problem";
import type { Provider } from "../api/types";
import { LinkButton } from "../design/Button";
import { Empty, QueryView } from "../design/States";
import { BookForm } from "../features/booking/BookForm";
import { linkIn, useLinked } from "../features/booking/linked";
import { useProvider } from "../features/provider";
import { useWords } from "../i18n";
import NotFoundPage from "./NotFoundPage";

export default function BookPage() {
  const id = Number(useParams().id);
  const [link] = useState(linkIn(useLocation().hash));
  const provider = useProvider(id);
  if (!Number.isInteger(id) || isProblem(provider.error, "NOT_FOUND")) return <NotFoundPage />;
  return (
    <QueryView query={provider}>
      {(found) => (link ? <Linked provider={found} link={link} /> : <Opened provider={found} />)}
    </QueryView>
  );
}

function Opened({ provider }: { provider: Provider }) {
  const { t } = useWords();
  const [params] = useSearchParams();
  const offerings = provider.offerings.filter((one) => one.active && one.listed);
  const offering =
    offerings.find((one) => one.id === Number(params.get("offering"))) ?? offerings[0];
  if (!offering) {
    return (
      <Empty title={t("provider.nothing")} text={t("provider.nothingText")}>
        <LinkButton to="/providers">{t("nav.find")}</LinkButton>
      </Empty>
    );
  }
  return <BookForm provider={provider} offerings={offerings} offering={offering} link={null} />;
}

/** An offering that is not on the profile: whoever has its link may book it. */
function Linked({ provider, link }: { provider: Provider; link: string }) {
  const { t } = useWords();
  const [params] = useSearchParams();
  const linked = useLinked(provider.id, Number(params.get("offering")), link);
  if (isProblem(linked.error, "NOT_FOUND", "LINK_NOT_USABLE", "VALIDATION_ERROR")) {
    return (
      <Empty title={t("linked.over")} text={t("linked.overText", { name: provider.name })}>
        <LinkButton to={`/providers/${provider.id}`}>{t("book.back")}</LinkButton>
      </Empty>
    );
  }
  return (
    <QueryView query={linked}>
      {(offering) => (
        <BookForm provider={provider} offerings={[offering]} offering={offering} link={link} />
      )}
    </QueryView>
  );
}
