import type { ReactNode } from "react";

import { usePageTitle } from "../app/usePageTitle";

interface PageHeadProps {
  title: string;
  text?: string;
  children?: ReactNode;
}

export function PageHead({ title, text, children }: PageHeadProps) {
  usePageTitle(title);
  return (
    <div className="page__head">
      <h1>{title}</h1>
      {text && <p>{text}</p>}
      {children}
    </div>
  );
}
