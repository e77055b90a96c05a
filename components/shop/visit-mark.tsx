/** Counts on a page without the framework that this step was reached: its script does, or, where there is none, an image that is none. */
export function VisitMark({ step, planId }: { step: "VISIT" | "PLAN_VIEW" | "CHECKOUT"; planId?: string }) {
  const query = new URLSearchParams(planId ? { step, planId } : { step });
  return (
    <>
      <span hidden data-visit={step} data-plan={planId} />
      <noscript>
        <img src={`/api/v1/visits?${query}`} alt="" hidden />
      </noscript>
    </>
  );
}
