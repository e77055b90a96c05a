"use client";
import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Kind } from "#lib/messages/catalog.ts";
import type { Preview } from "#lib/messages/templates/preview.ts";
import { MailFrame } from "./mail-frame.tsx";
import { SmsBubble } from "./sms-bubble.tsx";

type Props = { kind: Kind; preview: Preview | null; fault?: string | null; updating?: boolean };

/** The message with its samples: a mail as on a desk, on a phone and as text; a text with its size. */
export function PreviewPane({ kind, preview, fault, updating }: Props) {
  const t = useTranslations("operator-templates.preview");
  return (
    <Card className="sm:p-5">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 className="text-base font-semibold">{t("title")}</h2>
        <span role="status" className="text-xs text-muted">
          {updating ? t("updating") : ""}
        </span>
      </div>
      {fault && (
        <Alert tone="warning" title={fault} className="mb-4">
          {t("broken")}
        </Alert>
      )}
      {preview && (kind === "EMAIL" ? <Mail preview={preview} /> : <Sms preview={preview} />)}
    </Card>
  );
}

function Mail({ preview: { subject, html, text } }: { preview: Preview }) {
  const t = useTranslations("operator-templates.preview");
  return (
    <>
      <p dir="auto" className="mb-2 font-semibold">
        {subject}
      </p>
      <Tabs
        tabs={[
          { value: "desktop", label: t("desktop"), panel: <MailFrame html={html} title={subject} className="h-150 rounded-xl border" /> },
          {
            value: "phone",
            label: t("phone"),
            panel: (
              <div className="mx-auto w-full max-w-92 overflow-hidden rounded-[2rem] border-8 border-line-strong/40">
                <MailFrame html={html} title={subject} className="h-150" />
              </div>
            ),
          },
          {
            value: "text",
            label: t("text"),
            panel: (
              <pre
                dir="auto"
                className="max-h-150 overflow-auto rounded-xl border bg-sunken/60 p-4 font-sans text-sm leading-6 whitespace-pre-wrap"
              >
                {text}
              </pre>
            ),
          },
        ]}
      />
    </>
  );
}

/** How many units fit into one segment and into each part of a longer text. */
const LIMITS = { "GSM-7": [160, 153], "UCS-2": [70, 67] };

function Sms({ preview: { text, size } }: { preview: Preview }) {
  const t = useTranslations("operator-templates.preview");
  const [single, part] = LIMITS[size?.encoding ?? "GSM-7"];
  return (
    <>
      <SmsBubble text={text} />
      {size && (
        <p className="mt-2 text-xs text-muted">
          {t("size", {
            segments: size.segments,
            units: size.units,
            limit: size.segments === 1 ? single : size.segments * part,
            encoding: size.encoding,
          })}
        </p>
      )}
    </>
  );
}
