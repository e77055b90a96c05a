"use client";
import type { ComponentProps } from "react";
import { cx } from "#components/ui/class-names.ts";
import { ChevronDown } from "#components/ui/icons.tsx";
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

type SelectProps = ComponentProps<"select"> & {
  /** HTML (`countryOptions`), where there are more of them than a page wants elements. */
  options?: string;
};

/** A native select; its options are children, or `options`. */
export function Select({ className, defaultValue, options, ...rest }: SelectProps) {
  const { attributes, typed } = useField(rest);
  const chosen = one(typed) ?? defaultValue;
  return (
    <div className="relative" dir={rest.dir}>
      {/* React does not reset a select to a new default after an action; a new key does. */}
      <select
        key={String(chosen)}
        className={cx("control appearance-none pe-10", className)}
        defaultValue={chosen}
        dangerouslySetInnerHTML={options === undefined ? undefined : { __html: withChosen(options, String(chosen)) }}
        {...rest}
        {...attributes}
      />
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-muted" />
    </div>
  );
}

/** React marks the options that are its own elements. */
function withChosen(options: string, value: string): string {
  return options.replace(`value="${value}"`, (attribute) => `${attribute} selected=""`);
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
