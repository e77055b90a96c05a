import { cx } from "#components/ui/class-names.ts";

/** A mail's HTML where it can do nothing: no scripts, no forms, no way out of its frame. */
export function MailFrame({ html, title, className }: { html: string; title: string; className?: string }) {
  return <iframe sandbox="" srcDoc={html} title={title} className={cx("block w-full resize-y bg-white dark:bg-[#0f0f17]", className)} />;
}
