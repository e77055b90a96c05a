"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { ShownPassword } from "#components/account/tv-login.tsx";
import { addMethod } from "#lib/billing/buying/add-method.ts";
import { chooseMethod, removeMethod } from "#lib/billing/buying/choose-method.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { saveProfile as changeProfile, saveProfileInput } from "#lib/customers/save-profile.ts";
import { openServiceLogin, renewServiceLogin } from "#lib/customers/service-login.ts";
import { viewerActor } from "#lib/identity/actor.ts";
import { changeOwnPassword, changeViewerPassword } from "#lib/identity/change-password.ts";
import { startViewerSession } from "#lib/identity/session.ts";
import { resendVerification } from "#lib/identity/verify-email.ts";
import { flag } from "#lib/kernel/inputs.ts";
import { viewerAction } from "#lib/web/forms/action.ts";
import { payingAction } from "#lib/web/forms/paying-action.ts";

const id = z.uuid("invalid");

export const cancelSubscription = viewerAction(
  z.object({ subscription: id, reason: z.enum(["price", "content", "technical", "pause", "other", ""]).default("") }),
  async ({ input, viewer, ip }) => {
    await cancelPlan(input.subscription, viewerActor(viewer, ip), { reason: input.reason || undefined });
    redirect("/account?notice=canceled");
  },
);

export const keepSubscription = viewerAction(z.object({ subscription: id }), async ({ input, viewer, ip }) => {
  await undoCancel(input.subscription, viewerActor(viewer, ip));
  redirect("/account?notice=kept");
});

const gateway = z.string("required").max(40);

export const payOpenInvoice = payingAction(z.object({ invoice: id, gateway, anew: flag }), async ({ input, viewer, ip }) => {
  redirect(await payInvoice(input.invoice, viewer, input.gateway, ip, input));
});

export const saveMethod = payingAction(z.object({ gateway, replaces: id.optional() }), async ({ input, viewer, ip }) => {
  redirect(await addMethod({ ...input, customer: viewer, source: "account", ip }));
});

export const showTvPassword = viewerAction(
  z.object({ what: z.enum(["reveal", "reset"]) }),
  async ({ input, viewer, ip }): Promise<ShownPassword> => {
    if (input.what === "reset") {
      const { password } = await renewServiceLogin(viewer.id, viewerActor(viewer, ip));
      return { password, reset: true };
    }
    const { password, renewed } = await openServiceLogin(viewer.id);
    return { password, reset: renewed };
  },
);

export const renewWithMethod = viewerAction(z.object({ method: id }), async ({ input, viewer }) => {
  await chooseMethod(viewer.id, input.method);
  redirect("/account/payment-methods?notice=method");
});

export const forgetMethod = viewerAction(z.object({ method: id }), async ({ input, viewer }) => {
  await removeMethod(viewer.id, input.method);
  redirect("/account/payment-methods?notice=removed");
});

export const saveProfile = viewerAction(saveProfileInput, async ({ input, viewer }) => {
  await changeProfile(viewer.id, input);
});

export const changeMyPassword = viewerAction(changeViewerPassword, async ({ input, viewer, ip }) => {
  await startViewerSession(await changeOwnPassword("viewer", viewer, input, ip));
});

export const sendVerificationAgain = viewerAction(z.object({}), ({ viewer }) => resendVerification(viewer));
