"use client";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "#components/ui/class-names.ts";
import { useField } from "./field.tsx";

/** A text input; inside a Field it needs no name, id or label. */
export function Input({ className, defaultValue, ...rest }: ComponentProps<"input">) {
  const { attributes, typed } = useField(rest);
  return <input className={cx("control", className)} defaultValue={one(typed) ?? defaultValue} {...rest} {...attributes} />;
}

export function Textarea({ className, defaultValue, rows = 4, ...rest }: ComponentProps<"textarea">) {
  const { attributes, typed } = useField(rest);
  return (
    <textarea
      rows={rows}
      className={cx("control resize-y", className)}
      defaultValue={one(typed) ?? defaultValue}
      {...rest}
      {...attributes}
    />
  );
}

/** A native select; its options are children. */
export function Select({ className, defaultValue, children, ...rest }: ComponentProps<"select">) {
  const { attributes, typed } = useField(rest);
  const chosen = one(typed) ?? defaultValue;
  return (
    <div className="relative">
      {/* React does not reset a select to a new default after an action; a new key does. */}
      <select
        key={String(chosen)}
        className={cx("control appearance-none pe-10", className)}
        defaultValue={chosen}
        {...rest}
        {...attributes}
      >
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-muted" />
    </div>
  );
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
