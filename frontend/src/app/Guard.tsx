import { Component, type ReactNode } from "react";

import { Button } from "../design/Button";
import { Empty } from "../design/States";
import { useWords } from "../i18n";

/** A page that broke says so and can be loaded again; the way to other pages stays. */
export class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useWords();
  return (
    <Empty title={t("state.broken")} text={t("state.brokenText")}>
      <Button onClick={() => window.location.reload()}>{t("state.reload")}</Button>
    </Empty>
  );
}
