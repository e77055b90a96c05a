type Props = { step: "VISIT" | "PLAN_VIEW" | "CHECKOUT"; planId?: string; coupon?: string | null };

/** Counts on a page without the framework that this step was reached: its script does, or, where there is none, an image that is none. */
export function VisitMark({ step, planId, coupon }: Props) {
  const query = new URLSearchParams({ step, ...(planId && { planId }), ...(coupon && { coupon }) });
  return (
    <>
      <span hidden data-visit={step} data-plan={planId} data-coupon={coupon} />
      <noscript>
        <img src={`/api/v1/visits?${query}`} alt="" hidden />
      </noscript>
    </>
  );
}
