"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useToast } from "#components/ui/toast.tsx";

const EVERY_MS = 2_000;

/** Draws the page anew while files are being written (`open`, their ids), and says of each that it is ready. */
export function FollowExports({ open, ready }: { open: string[]; ready: { id: string; text: string }[] }) {
  const router = useRouter();
  const toast = useToast();
  const followed = useRef(new Set<string>());
  const waits = open.length > 0;

  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => document.hidden || router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [waits, router]);

  useEffect(() => {
    for (const { id, text } of ready) if (followed.current.delete(id)) toast.add({ title: text });
    for (const id of open) followed.current.add(id);
  }, [open, ready, toast]);

  return null;
}
