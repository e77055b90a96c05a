"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { ChevronDown, Download, LoaderCircle } from "#components/ui/icons.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { list: string; query: string; label: string; formats: { format: string; label: string }[]; ask: FormAction<void> };

/** Begins a file and leads to where it is being written; a refusal is said on the page. */
export function ExportButton({ list, query, label, formats, ask }: Props) {
  const router = useRouter();
  const toast = useToast();
  const [pending, begin] = useTransition();
  const choose = (format: string) =>
    begin(async () => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ list, format, query })) form.set(name, value);
      const { status, message } = await ask({ status: "idle" }, form);
      if (status === "done") router.push("/operator/exports");
      else toast.add({ title: message });
    });
  return (
    <Menu
      label={label}
      trigger={
        <Button size="sm" aria-busy={pending || undefined} disabled={pending}>
          {pending ? <LoaderCircle aria-hidden className="animate-spin" /> : <Download aria-hidden />}
          {label}
          <ChevronDown aria-hidden />
        </Button>
      }
      groups={[formats.map((each) => ({ label: each.label, onSelect: () => choose(each.format) }))]}
    />
  );
}
