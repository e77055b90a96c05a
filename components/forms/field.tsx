"use client";
import { createContext, type ReactNode, useContext, useId } from "react";
import { cx } from "#components/ui/class-names.ts";
import { useForm } from "./form.tsx";

type FieldState = { id: string; name: string; describedBy?: string; invalid: boolean; required?: boolean };
const FieldContext = createContext<FieldState | null>(null);

/** The attributes that tie a control to its Field: id, name, description, error. A control outside a Field has only its own. */
export function useField(own: { name?: string; id?: string; required?: boolean }) {
  const field = useContext(FieldContext);
  const { state } = useForm();
  const name = own.name ?? field?.name;
  const typed = name ? state.values?.[name] : undefined;
  return {
    attributes: {
      id: own.id ?? field?.id,
      name,
      required: own.required ?? field?.required,
      "aria-describedby": field?.describedBy,
      "aria-invalid": field?.invalid || undefined,
    },
    /** What was typed before the form was refused. */
    typed,
  };
}

type Props = {
  name: string;
  label: ReactNode;
  /** Says what is expected, under the label's control. */
  hint?: ReactNode;
  /** Stands after the label in a quieter voice: "optional". */
  note?: ReactNode;
  required?: boolean;
  /** Hides the label from the eye, not from screen readers. */
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
};

/** A labelled control with its hint and error. The error comes from the enclosing Form by the field's name. */
export function Field({ name, label, hint, note, required, hideLabel, className, children }: Props) {
  const id = useId();
  const { state } = useForm();
  const error = state.status === "refused" ? state.errors?.[name] : undefined;
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cx("min-w-0", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "mb-1.5 block text-sm font-medium"}>
        {label} {note && <span className="ms-1 font-normal text-faint">{note}</span>}
      </label>
      <FieldContext value={{ id, name, describedBy, invalid: Boolean(error), required }}>{children}</FieldContext>
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm font-medium text-negative">
          {error}
        </p>
      )}
    </div>
  );
}
