import { useLocale } from "next-intl";
import { formatMoney } from "#lib/kernel/format.ts";
import type { Money as Amount } from "#lib/kernel/money.ts";
import { cx } from "./class-names.ts";

/** An amount in the reader's way of writing, kept in one piece inside right-to-left text. */
export function Money({ value, className }: { value: Amount; className?: string }) {
  return <bdi className={cx("whitespace-nowrap", className)}>{formatMoney(value, useLocale())}</bdi>;
}
