"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useRef, useTransition } from "react";
import { cx } from "#components/ui/class-names.ts";

/**
 * A GET form whose fields are the filters in the address. It works without JavaScript; with it, choosing applies at once,
 * empty fields stay out of the address, and the fields follow the address when it changes.
 */
export function FilterForm({ action, label, children }: { action: string; label: string; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const params = useSearchParams();
  const [pending, start] = useTransition();

  useEffect(() => {
    for (const element of form.current?.elements ?? []) {
      if (element === document.activeElement) continue;
      if (element instanceof HTMLInputElement && element.type !== "hidden") element.value = element.defaultValue;
      if (element instanceof HTMLSelectElement) {
        element.value = params.get(element.name) ?? "";
        if (element.selectedIndex < 0) element.selectedIndex = 0;
      }
    }
  }, [params]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget))
      if (typeof value === "string" && value.trim()) query.append(name, value.trim());
    start(() => router.push(query.size ? `${action}?${query}` : action, { scroll: false }));
  };

  return (
    <form
      ref={form}
      aria-label={label}
      action={action}
      onSubmit={submit}
      onChange={(event) => event.target instanceof HTMLSelectElement && event.currentTarget.requestSubmit()}
      className={cx("mb-3 flex flex-wrap items-center gap-2 transition-opacity", pending && "opacity-60")}
    >
      {children}
    </form>
  );
}
