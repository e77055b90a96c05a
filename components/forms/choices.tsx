"use client";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "#components/ui/class-names.ts";
import { useForm } from "./form.tsx";

type Choice = Omit<ComponentProps<"input">, "type"> & { name: string; label: ReactNode; hint?: ReactNode };

/** A box to tick, with its label at its side. The form's error for its name stands under it. */
export function Checkbox(props: Choice) {
  return (
    <Tick
      {...props}
      className="grid size-4.5 appearance-none place-content-center rounded border border-line-strong bg-surface text-surface transition-colors before:size-2.5 before:scale-0 before:bg-current before:[clip-path:polygon(14%_44%,0_62%,42%_96%,100%_18%,82%_4%,40%_62%)] checked:border-brand-ink checked:bg-brand-ink checked:before:scale-100 aria-invalid:border-negative disabled:opacity-50 forced-colors:appearance-auto"
    />
  );
}

/** The same, for something that is on or off. */
export function Switch(props: Choice) {
  return (
    <Tick
      {...props}
      role="switch"
      className="relative h-6 w-10.5 appearance-none rounded-full bg-line-strong transition-colors before:absolute before:start-0.5 before:top-0.5 before:size-5 before:rounded-full before:bg-white before:shadow before:transition-transform checked:bg-brand checked:before:translate-x-4.5 disabled:opacity-50 rtl:checked:before:-translate-x-4.5"
    />
  );
}

function Tick({ label, hint, className, name, defaultChecked, value, ...rest }: Choice) {
  const id = useId();
  const { state } = useForm();
  const error = state.status === "refused" ? state.errors?.[name] : undefined;
  const typed = state.values?.[name];
  const kept =
    state.status !== "refused"
      ? defaultChecked
      : Array.isArray(typed)
        ? typed.includes(String(value))
        : typed !== undefined && (value === undefined || typed === String(value));
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div className="flex gap-3 py-1">
      <input
        key={String(kept)}
        id={id}
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={kept}
        aria-describedby={describedBy}
        aria-invalid={error ? true : undefined}
        className={cx("mt-0.5 shrink-0", className)}
        {...rest}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} className="mt-1 text-sm font-medium text-negative">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

/** One of a few, each a card with a title and a line about it. */
export function RadioCards({
  name,
  legend,
  hideLegend,
  options,
  defaultValue,
  className,
}: {
  name: string;
  legend: ReactNode;
  hideLegend?: boolean;
  options: { value: string; label: ReactNode; description?: ReactNode; icon?: ReactNode; disabled?: boolean }[];
  defaultValue?: string;
  className?: string;
}) {
  const id = useId();
  const { state } = useForm();
  const error = state.status === "refused" ? state.errors?.[name] : undefined;
  const typed = state.values?.[name];
  const chosen = typeof typed === "string" ? typed : defaultValue;
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={hideLegend ? "sr-only" : "mb-2 text-sm font-medium"}>{legend}</legend>
      <div className={cx("grid gap-3", className)}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex items-center gap-3.5 rounded-xl border border-line-strong/60 bg-surface p-4 transition hover:border-line-strong has-checked:border-brand-ink has-checked:bg-brand-soft has-checked:ring-1 has-checked:ring-brand-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand-ink has-disabled:opacity-50"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === chosen}
              disabled={option.disabled}
              aria-invalid={error ? true : undefined}
              className="size-4 shrink-0 accent-(--color-brand-ink) outline-none"
            />
            <span className="min-w-0 flex-1">
              <span className="block text-sm font-medium">{option.label}</span>
              {option.description && <span className="block text-sm text-muted">{option.description}</span>}
            </span>
            {option.icon}
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm font-medium text-negative">
          {error}
        </p>
      )}
    </fieldset>
  );
}
