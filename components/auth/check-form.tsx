"use client";
import { type Challenge, solveChallengeWorkers } from "altcha-lib";
import { useEffect, useRef, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Texts = Record<"working" | "done" | "failed" | "again", string>;
type Props = { challenge: Challenge; who: string; to: string; action: FormAction<never>; texts: Texts; again: string };
/** `idle` where no script runs. */
type State = "idle" | "working" | "done" | "failed";

/** Solves a challenge without asking anything of the viewer, sends what it found, and leads on. */
export function CheckForm({ challenge, who, to, action, texts, again }: Props) {
  const [state, setState] = useState<State>("idle");
  const answer = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const controller = new AbortController();
    setState("working");
    solve(challenge, controller)
      .then((solution) => {
        if (controller.signal.aborted) return;
        if (!solution || !answer.current) return setState("failed");
        answer.current.value = JSON.stringify({ challenge, solution });
        setState("done");
        answer.current.form?.requestSubmit();
      })
      .catch(() => setState("failed"));
    return () => controller.abort();
  }, [challenge]);

  const failed = (
    <Alert
      tone="negative"
      title={texts.failed}
      action={
        <a href={again} className={buttonClass({ variant: "secondary" })}>
          {texts.again}
        </a>
      }
    />
  );
  return (
    <Form action={action} className="grid gap-5">
      {({ status }) => (
        <>
          <input type="hidden" name="who" value={who} />
          <input type="hidden" name="to" value={to} />
          <input type="hidden" name="answer" defaultValue="" ref={answer} />
          {status === "refused" && <FormMessage />}
          {state === "failed" || status === "refused" ? failed : state !== "idle" && <Working text={texts[state]} />}
        </>
      )}
    </Form>
  );
}

function Working({ text }: { text: string }) {
  return (
    <p role="status" className="flex items-center gap-3 text-sm text-muted">
      <span aria-hidden className="size-5 shrink-0 rounded-full border-2 border-line border-t-brand motion-safe:animate-spin" />
      {text}
    </p>
  );
}

/** Null when it was not found in time, or where the browser cannot compute it: not over http. */
async function solve(challenge: Challenge, controller: AbortController) {
  return solveChallengeWorkers({
    challenge,
    controller,
    concurrency: Math.min(4, navigator.hardwareConcurrency || 1),
    createWorker: () => new Worker(new URL("./check-worker.ts", import.meta.url), { type: "module" }),
  });
}
