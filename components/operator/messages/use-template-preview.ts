"use client";
import { useEffect, useRef, useState } from "react";
import type { Preview } from "#lib/messages/templates/preview.ts";
import type { TemplateAddress } from "#lib/messages/templates/templates.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Text = { subject: string; body: string };

const PAUSE_MS = 350;

/** The preview of what is being typed, a moment after the last key. An answer that was overtaken is dropped. */
export function useTemplatePreview(action: FormAction<Preview>, address: TemplateAddress, typed: Text, saved: Text, first: Preview | null) {
  const [preview, setPreview] = useState(first);
  const [fault, setFault] = useState<string | null>(null);
  const [updating, setUpdating] = useState(false);
  const asked = useRef(0);
  const { key, kind, locale } = address;
  const { subject, body } = typed;
  const untouched = asked.current === 0 && subject === saved.subject && body === saved.body;

  useEffect(() => {
    if (untouched) return;
    const turn = ++asked.current;
    setUpdating(true);
    const timer = setTimeout(async () => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ key, kind, locale, subject, body })) form.set(name, value);
      const answer = await action({ status: "idle" }, form);
      if (turn !== asked.current) return;
      setUpdating(false);
      setFault(answer.status === "refused" ? (Object.values(answer.errors ?? {})[0] ?? answer.message ?? null) : null);
      if (answer.data) setPreview(answer.data);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [action, key, kind, locale, subject, body, untouched]);

  return { preview, fault, updating };
}
