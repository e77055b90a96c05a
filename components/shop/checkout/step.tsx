import type { ReactNode } from "react";
import { cx } from "#components/ui/class-names.ts";
import { Check } from "#components/ui/icons.tsx";

/** A step of the checkout: its number, or a tick once it is done. */
export function Step({
  id,
  number,
  title,
  done,
  muted,
  follows,
  children,
}: {
  id: string;
  number: number;
  title: string;
  done?: boolean;
  muted?: boolean;
  /** Made anew when the basket changes. */
  follows?: boolean;
  children: ReactNode;
}) {
  return (
    <section id={id} data-part={follows || undefined} className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 gap-y-4 sm:gap-x-4">
      <span
        aria-hidden
        className={cx(
          "figures grid size-8 place-items-center rounded-full text-sm font-semibold",
          done ? "bg-positive-soft text-positive" : "bg-brand-soft text-brand-ink",
        )}
      >
        {done ? <Check className="size-4" /> : number}
      </span>
      <h2 className={cx("text-lg leading-8 font-semibold", muted && "text-muted")}>{title}</h2>
      <div className="col-span-2 min-w-0 sm:col-span-1 sm:col-start-2">{children}</div>
    </section>
  );
}
