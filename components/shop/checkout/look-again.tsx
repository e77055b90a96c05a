"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Looks every few seconds whether there is news, for at most ten minutes; without a script the page reloads itself. */
export function LookAgain() {
  const router = useRouter();
  useEffect(() => {
    const started = performance.now();
    const timer = setInterval(() => {
      if (performance.now() - started > 600_000) clearInterval(timer);
      else if (document.visibilityState === "visible") router.refresh();
    }, 4000);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <noscript>
      <meta httpEquiv="refresh" content="6" />
    </noscript>
  );
}
