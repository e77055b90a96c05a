"use client";
import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** Codes as they are shown once. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const t = useTranslations("operator-security.codes");
  return (
    <Alert tone="warning" title={t("keep")}>
      <p>{t("keepText")}</p>
      <ul dir="ltr" className="mt-3 grid gap-x-6 gap-y-1 rounded-control bg-surface p-3 font-mono text-sm text-ink sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="mt-1">
        <CopyButton value={codes.join("\n")} label={t("copy")} />
      </div>
    </Alert>
  );
}
