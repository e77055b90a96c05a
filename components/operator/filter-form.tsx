"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useRef, useTransition } from "react";
import { cx } from "#components/ui/class-names.ts";

/** After the last letter, so that nobody is interrupted; a date is whole before its year is. */
const PAUSE_MS = 500;

/**
 * A GET form whose fields are the filters in the address. It works without JavaScript; with it, what is chosen applies at once and what is
 * typed when typing pauses, empty fields stay out of the address, and the fields follow the address when it changes. With `onSubmitOnly`,
 * fields that only mean something together wait for the button.
 */
export function FilterForm({
  action,
  label,
  onSubmitOnly,
  children,
}: {
  action: string;
  label: string;
  onSubmitOnly?: boolean;
  children: ReactNode;
}) {
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const params = useSearchParams();
  const [pending, start] = useTransition();

  const followed = useRef(new Map<string, string>());
  const address = params.toString();
  // Also when it is drawn again: on the way back the address is there before what it shows.
  useEffect(() => {
    const moved = followed.current.get("") !== address;
    followed.current.set("", address);
    for (const element of form.current?.elements ?? []) {
      if (!(element instanceof HTMLInputElement || element instanceof HTMLSelectElement) || element.type === "hidden") continue;
      const value = inForce(element, params);
      const changed = moved || followed.current.get(element.name) !== value;
      followed.current.set(element.name, value);
      if (!changed || element === document.activeElement) continue;
      element.value = value;
      if (element instanceof HTMLSelectElement && element.selectedIndex < 0) element.selectedIndex = 0;
    }
  });

  useEffect(() => () => clearTimeout(typing.current), []);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    clearTimeout(typing.current);
    const { currentTarget, target } = event;
    if (onSubmitOnly) return;
    if (target instanceof HTMLSelectElement) return currentTarget.requestSubmit();
    typing.current = setTimeout(() => isWhole(target) && currentTarget.requestSubmit(), PAUSE_MS);
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    clearTimeout(typing.current);
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget))
      if (typeof value === "string" && value.trim()) query.append(name, value.trim());
    const address = query.size ? `${action}?${query}` : action;
    // The same again only adds to the history.
    if (query.toString() !== params.toString()) start(() => router.push(address, { scroll: false }));
  };

  return (
    <form
      ref={form}
      aria-label={label}
      action={action}
      onSubmit={submit}
      onChange={apply}
      className={cx("mb-3 flex flex-wrap items-start gap-2 transition-opacity", pending && "opacity-60")}
    >
      {children}
    </form>
  );
}

/** What a field shows by itself; of a choice also what is in force without standing in the address: a list sorted by amount is in one currency. */
function inForce(field: HTMLInputElement | HTMLSelectElement, params: URLSearchParams): string {
  return field instanceof HTMLInputElement ? field.defaultValue : (field.dataset.inForce ?? params.get(field.name) ?? "");
}

/** A date field says "0002-10-31" while its year is being typed, and nothing while it is half typed. */
function isWhole(target: EventTarget): boolean {
  if (!(target instanceof HTMLInputElement && target.type === "date")) return true;
  return !target.validity.badInput && (target.value === "" || target.value >= "1900");
}
