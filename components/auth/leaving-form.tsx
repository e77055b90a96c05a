"use client";
import { useEffect, useRef } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import type { LeavingForm as Form } from "#lib/kernel/leaving-form.ts";

/** Sends itself; without scripts a press does. */
export function LeavingForm({ form: { address, fields }, label }: { form: Form; label: string }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.submit(), []);
  return (
    <form ref={form} method="post" action={address}>
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={buttonClass({ variant: "primary", size: "lg" }, "w-full")}>
        {label}
      </button>
    </form>
  );
}
