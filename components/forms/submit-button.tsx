"use client";
import type { ComponentProps } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { useForm } from "./form.tsx";

/** Submits the enclosing Form; shows that it is under way and cannot be pressed twice. */
export function SubmitButton({ children, variant = "primary", ...rest }: ButtonLook & ComponentProps<"button">) {
  const { pending } = useForm();
  return (
    <Button {...rest} type="submit" variant={variant} aria-disabled={pending || undefined} aria-busy={pending || undefined}>
      {children}
    </Button>
  );
}
