"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { cx } from "#components/ui/class-names.ts";
import { ArrowUp } from "#components/ui/icons.tsx";
import { type Counted, NONE } from "#lib/kernel/counted.ts";

const EVERY_MS = 10_000;
const TOO_MANY_REQUESTS = 429;

/** Says how many rows have arrived since the list was drawn, as `ask` tells, and brings them when it is pressed. What is open beside the list, and what is typed there, stays. */
export function Arrivals({ ask }: { ask: string }) {
  const t = useTranslations("operator.list");
  const format = useFormatter();
  const [bringing, start] = useTransition();
  const { count, more } = useArrived(ask);
  const [router, path, params] = [useRouter(), usePathname(), useSearchParams()];
  const bring = () => {
    const address = new URLSearchParams(params);
    address.delete("cursor");
    // A place further down that has become the beginning is no longer one.
    start(() => (params.has("cursor") ? router.replace(`${path}?${address}`, { scroll: false }) : router.refresh()));
  };
  return (
    <div className="relative z-20 h-0">
      <p role="status" className="sr-only">
        {count > 0 && t("arrivedMeaning")}
      </p>
      {count > 0 && (
        <button
          type="button"
          onClick={bring}
          aria-busy={bringing || undefined}
          className={cx(
            "absolute inset-x-0 top-0.5 mx-auto flex min-h-7 w-fit items-center gap-1.5 rounded-full bg-brand px-3 text-xs font-medium text-on-brand shadow-float",
            bringing && "opacity-60",
          )}
        >
          <ArrowUp aria-hidden className="size-3.5" />
          {t(more ? "arrivedMore" : "arrived", { plural: count, count: format.number(count) })}
        </button>
      )}
    </div>
  );
}

/** Asks while the tab is seen, until more has come than is counted, or the answer is that it may not be asked: who signs out is asked no further. */
function useArrived(ask: string): Counted {
  const [arrived, setArrived] = useState(NONE);
  useEffect(() => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(look, EVERY_MS);
    };
    const look = async () => {
      clearTimeout(timer);
      if (document.hidden) return;
      const answer = await fetch(ask, { signal: left.signal }).catch(() => null);
      const told: Counted | null = answer?.ok ? await answer.json().catch(() => null) : null;
      if (left.signal.aborted) return;
      if (told) setArrived(told);
      const isRefused = answer && answer.status >= 400 && answer.status < 500 && answer.status !== TOO_MANY_REQUESTS;
      if (isRefused || told?.more) document.removeEventListener("visibilitychange", look);
      else wait();
    };
    document.addEventListener("visibilitychange", look);
    wait();
    return () => {
      left.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [ask]);
  return arrived;
}
