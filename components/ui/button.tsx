import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names.ts";

export type ButtonLook = {
  /** primary: the one thing to do here; danger: destroys or moves money. */
  variant?: "primary" | "secondary" | "quiet" | "danger";
  size?: "sm" | "md" | "lg";
};

const VARIANTS = {
  primary: "bg-brand text-on-brand shadow-xs hover:bg-(--brand-hover) dark:inset-ring dark:inset-ring-white/15",
  secondary: "border border-line-strong/60 bg-surface text-ink hover:border-line-strong hover:bg-sunken",
  quiet: "text-muted hover:bg-sunken hover:text-ink",
  danger: "border border-negative/40 bg-negative-soft text-negative hover:border-negative",
};
const SIZES = {
  sm: "min-h-8 gap-1.5 px-3 text-sm",
  md: "min-h-10 gap-2 px-4 text-sm",
  lg: "min-h-13 gap-2.5 px-7 text-base",
};

export function buttonClass({ variant = "secondary", size = "md" }: ButtonLook = {}, className?: string): string {
  return cx(
    "inline-flex items-center justify-center rounded-control font-medium whitespace-nowrap transition select-none [&_svg]:size-4 [&_svg]:shrink-0",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-busy:cursor-progress",
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}

/** A button. Inside a form use SubmitButton (components/forms) to submit. */
export function Button({ variant, size, className, type = "button", ...rest }: ButtonLook & ComponentProps<"button">) {
  return <button type={type} className={buttonClass({ variant, size }, className)} {...rest} />;
}

/** A link that looks like a button. */
export function ButtonLink({ variant, size, className, ...rest }: ButtonLook & ComponentProps<typeof Link>) {
  return <Link className={buttonClass({ variant, size }, className)} {...rest} />;
}

export const iconButtonClass =
  "size-9 place-items-center rounded-control text-muted transition hover:bg-sunken hover:text-ink [&_svg]:size-4.5";

/** A square button with an icon; `label` is what it is called. */
export function IconButton({ label, children, className, ...rest }: { label: string; children: ReactNode } & ComponentProps<"button">) {
  return (
    <button type="button" aria-label={label} title={label} className={cx("inline-grid", iconButtonClass, className)} {...rest}>
      {children}
    </button>
  );
}
