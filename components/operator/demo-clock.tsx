"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Form, useForm } from "#components/forms/form.tsx";
import { Button } from "#components/ui/button.tsx";
import { LoaderCircle } from "#components/ui/icons.tsx";
import { textOf } from "#i18n/text-of.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

const STEPS = ["next", "day", "month"] as const;

/** The demo's time, and for an owner the buttons that move it. `children` is the time. */
export function DemoClock({ move, children }: { move?: FormAction<Record<string, number>>; children: ReactNode }) {
  const t = useTranslations("operator.clock");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span>
        {t("label")} <span className="figures font-medium">{children}</span>
      </span>
      {move && (
        <Form action={move} className="flex flex-wrap items-center gap-2">
          {(state) => (
            <>
              <Steps />
              <span role="status" className="text-xs text-muted">
                {state.status === "refused" && state.message}
                {state.status === "done" && <Happened done={state.data ?? {}} />}
              </span>
            </>
          )}
        </Form>
      )}
    </div>
  );
}

function Steps() {
  const t = useTranslations("operator.clock");
  const { pending } = useForm();
  return (
    <>
      {STEPS.map((step) => (
        <Button
          key={step}
          type="submit"
          name="step"
          value={step}
          size="sm"
          aria-disabled={pending || undefined}
          className="min-h-7! px-2.5! text-xs!"
        >
          {t(`step.${step}`)}
        </Button>
      ))}
      {pending && (
        <span className="flex items-center gap-1.5 text-xs text-muted">
          <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
          {t("moving")}
        </span>
      )}
    </>
  );
}

function Happened({ done }: { done: Record<string, number> }) {
  const t = useTranslations("operator.clock");
  const jobs = Object.entries(done);
  if (jobs.length === 0) return t("nothing");
  return jobs.map(([job, count]) => textOf(t, `job.${job}`, { count }) ?? `${job}: ${count}`).join(" · ");
}
