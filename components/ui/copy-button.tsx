"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Check, Copy } from "#components/ui/icons.tsx";
import { IconButton } from "./button.tsx";

/**
 * Copies `value`, and says so; on pages without the framework lib/web/http/form-script.js does it. `label` names what is copied: "Copy user id".
 */
export function CopyButton({ value, label }: { value: string; label?: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <IconButton
        label={label ?? t("copy")}
        data-copies={value}
        data-said={t("copied")}
        data-copied={copied || undefined}
        className="group"
        onClick={() => navigator.clipboard?.writeText(value).then(() => setCopied(true))}
      >
        <Copy aria-hidden className="group-data-copied:hidden" />
        <Check aria-hidden className="hidden text-positive group-data-copied:block" />
      </IconButton>
      <span role="status" className="sr-only">
        {copied ? t("copied") : ""}
      </span>
    </>
  );
}
