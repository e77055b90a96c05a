"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { addMethod, addMethodInput } from "#lib/billing/buying/add-method.ts";
import { buyTopUp, buyTopUpInput } from "#lib/billing/buying/buy-top-up.ts";
import { chooseMethod, chooseMethodInput, removeMethod, removeMethodInput } from "#lib/billing/buying/choose-method.ts";
import { payInvoice, payInvoiceInput } from "#lib/billing/buying/pay-invoice.ts";
import { changePlan, changePlanInput } from "#lib/billing/changing/change-plan.ts";
import { dropChange, dropChangeInput } from "#lib/billing/changing/drop-change.ts";
import { pausePlan, pausePlanInput } from "#lib/billing/changing/pause-plan.ts";
import { resumePlan, resumePlanInput } from "#lib/billing/changing/resume-plan.ts";
import { cancelPlan, cancelPlanInput, undoCancel, undoCancelInput } from "#lib/billing/ending/cancel-plan.ts";
import { cancelNow, cancelNowInput } from "#lib/billing/leaving/cancel-now.ts";
import { showOffer } from "#lib/billing/leaving/show-offer.ts";
import { takeOffer, takeOfferInput } from "#lib/billing/leaving/take-offer.ts";
import { takeUp, takeUpInput } from "#lib/billing/leaving/take-up.ts";
import { withdraw, withdrawInput } from "#lib/billing/leaving/withdraw.ts";
import { showServiceLogin, showServiceLoginInput } from "#lib/customers/open-service-login.ts";
import { saveProfile as changeProfile, saveProfileInput } from "#lib/customers/save-profile.ts";
import { viewerActor } from "#lib/identity/actor.ts";
import { changeOwnPassword, changeViewerPasswordInput } from "#lib/identity/change-password.ts";
import { startViewerSession } from "#lib/identity/session.ts";
import { resendVerification } from "#lib/identity/verify-email.ts";
import { flag } from "#lib/kernel/inputs.ts";
import { agreePrice, agreePriceInput } from "#lib/subscriptions/agree-price.ts";
import { nothing, viewerAction } from "#lib/web/forms/action.ts";
import { countUnknownCoupons, payingAction } from "#lib/web/forms/paying-action.ts";
import { showAnew } from "#lib/web/forms/show-anew.ts";

/** What was shown for an end at once comes with it. */
const cancellation = cancelPlanInput.extend({
  at: cancelNowInput.shape.at.optional(),
  shown: cancelNowInput.shape.shown.optional(),
  /** What is offered to stay was shown, or nothing is to be. */
  decided: flag.optional(),
});

export const cancelSubscription = viewerAction(cancellation, async ({ input: { when, at, shown, decided, ...input }, viewer, ip }) => {
  const actor = viewerActor(viewer, ip);
  const offer = decided || !input.reason ? null : await showOffer(input.subscriptionId, input.reason, viewer);
  if (offer) redirect(`/account/cancel/${input.subscriptionId}?offer=${offer}${when === "now" ? "&when=now" : ""}`);
  if (when === "now" && at && shown !== undefined) {
    await cancelNow({ ...input, at, shown }, actor).catch(showAnew);
    redirect("/account?notice=ended");
  }
  await cancelPlan({ ...input, when }, actor);
  redirect("/account?notice=canceled");
});

export const takeOfferToStay = viewerAction(takeOfferInput, async ({ input, viewer, ip }) => {
  await takeOffer(input, viewer, ip).catch(showAnew);
  redirect("/account?notice=stayed");
});

export const keepSubscription = viewerAction(undoCancelInput, async ({ input, viewer, ip }) => {
  await undoCancel(input, viewerActor(viewer, ip));
  redirect("/account?notice=kept");
});

export const withdrawFromContract = viewerAction(withdrawInput, async ({ input, viewer, ip }) => {
  const done = await withdraw(input, viewerActor(viewer, ip)).catch(showAnew);
  redirect(`/account?notice=${done ? "withdrawn" : "withdrawal_kept"}`);
});

/** The saved method is charged where no gateway is chosen. */
export const takeUpAgain = payingAction(
  z.preprocess(({ coupon, ...rest }: Record<string, unknown>) => ({ ...rest, couponCode: coupon || undefined }), takeUpInput),
  async ({ input, viewer, ip }) => {
    const taken = input.couponCode
      ? countUnknownCoupons({ ip, viewerId: viewer.id }, () => takeUp(input, viewer, ip))
      : takeUp(input, viewer, ip);
    redirect(await taken.catch(showAnew));
  },
);

/** When is what the settings say; without a gateway the saved method is charged. */
const change = changePlanInput.omit({ time: true }).extend({
  gateway: z
    .string()
    .transform((id) => id || undefined)
    .optional(),
});

export const changeMyPlan = payingAction(change, async ({ input, viewer, ip }) => {
  const changed = await changePlan(input, viewerActor(viewer, ip)).catch(showAnew);
  redirect(changed.kind === "ordered" ? changed.url : `/account?notice=${changed.kind === "done" ? "changed" : "scheduled"}`);
});

export const stayWithPlan = viewerAction(dropChangeInput, async ({ input, viewer, ip }) => {
  await dropChange(input, viewerActor(viewer, ip));
  redirect("/account?notice=dropped");
});

export const pauseMyPlan = viewerAction(pausePlanInput, async ({ input, viewer, ip }) => {
  await pausePlan(input, viewerActor(viewer, ip));
  redirect(`/account?notice=${input.when === "now" ? "paused" : "pausing"}`);
});

export const resumeMyPlan = viewerAction(resumePlanInput, async ({ input, viewer, ip }) => {
  await resumePlan(input, viewerActor(viewer, ip));
  redirect("/account?notice=resumed");
});

export const agreeToPrice = viewerAction(agreePriceInput, async ({ input, viewer, ip }) => {
  await agreePrice(input, viewerActor(viewer, ip));
  redirect("/account?notice=agreed");
});

export const payOpenInvoice = payingAction(payInvoiceInput, async ({ input, viewer, ip }) => {
  redirect(await payInvoice(input, viewer, ip));
});

const topUpForm = z.preprocess(({ choice, ...rest }: Record<string, unknown>) => {
  const [currency, amount] = String(choice ?? "").split(" ");
  return { ...rest, currency, amount };
}, buyTopUpInput);

export const payIn = payingAction(topUpForm, async ({ input, viewer, ip }) => {
  redirect((await buyTopUp(input, viewer, ip)).url);
});

export const saveMethod = payingAction(addMethodInput, async ({ input, viewer, ip }) => {
  redirect(await addMethod({ ...input, customer: viewer, source: "account", ip }));
});

export const showTvPassword = viewerAction(showServiceLoginInput, ({ input, viewer, ip }) =>
  showServiceLogin(input, viewer, viewerActor(viewer, ip)),
);

/** What is overdue is charged at each press. */
export const renewWithMethod = payingAction(chooseMethodInput, async ({ input, viewer }) => {
  await chooseMethod(input, viewer.id);
  redirect("/account/payment-methods?notice=method");
});

export const forgetMethod = viewerAction(removeMethodInput, async ({ input, viewer }) => {
  await removeMethod(input, viewer.id);
  redirect("/account/payment-methods?notice=removed");
});

export const saveProfile = viewerAction(saveProfileInput, async ({ input, viewer }) => {
  await changeProfile(input, viewer.id);
});

export const changeMyPassword = viewerAction(changeViewerPasswordInput, async ({ input, viewer, ip }) => {
  await startViewerSession(await changeOwnPassword("viewer", viewer, input, ip));
});

export const sendVerificationAgain = viewerAction(nothing, ({ viewer }) => resendVerification(viewer));
