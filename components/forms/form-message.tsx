"use client";
import type { ReactNode } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { useForm } from "./form.tsx";

/** What the form as a whole was answered: the refusal, or `done` once it succeeded. */
export function FormMessage({ done }: { done?: ReactNode }) {
  const { state } = useForm();
  if (state.status === "idle" || (state.status === "done" && !done)) return null;
  return (
    <div data-form-message tabIndex={-1} className="outline-none">
      {state.status === "refused" ? <Alert tone="negative" title={state.message} /> : <Alert tone="positive" title={done} />}
    </div>
  );
}
