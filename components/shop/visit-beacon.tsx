"use client";
import { useEffect } from "react";

/** Tells the shop's funnel that this step was reached; counted once a visitor and day. Renders nothing. */
export function VisitBeacon({ step, planId }: { step: "CHECKOUT"; planId: string }) {
  useEffect(() => {
    navigator.sendBeacon("/api/v1/visits", JSON.stringify({ step, planId }));
  }, [step, planId]);
  return null;
}
