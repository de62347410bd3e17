import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link, type LinkProps } from "react-router";

type Kind = "primary" | "quiet" | "plain" | "danger";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind;
  wide?: boolean;
  /** At work: it stays where it is and keeps the focus, and takes no second press. */
  busy?: boolean;
}

function classes(kind: Kind, wide: boolean, more?: string): string {
  return ["button", `button--${kind}`, wide && "button--wide", more].filter(Boolean).join(" ");
}

export function Button({
  kind = "primary",
  wide = false,
  busy = false,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(kind, wide, rest.className)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

interface LinkButtonProps extends LinkProps {
  kind?: Kind;
  wide?: boolean;
  children: ReactNode;
}

export function LinkButton({
  kind = "primary",
  wide = false,
  className,
  ...rest
}: LinkButtonProps) {
  return <Link {...rest} className={classes(kind, wide, className)} />;
}
