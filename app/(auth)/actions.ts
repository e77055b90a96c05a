"use server";
import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { z } from "zod";
import { passCheck, passCheckInput } from "#lib/abuse/challenge.ts";
import { redeemGift, redeemGiftInput } from "#lib/billing/buying/redeem-gift.ts";
import { redeemVoucher, redeemVoucherInput } from "#lib/billing/buying/redeem-voucher.ts";
import { giveNotice, giveNoticeInput } from "#lib/billing/ending/give-notice.ts";
import { withdrawByNotice, withdrawByNoticeInput } from "#lib/billing/leaving/withdraw-by-notice.ts";
import { callerOf } from "#lib/identity/known-browser.ts";
import { localPath } from "#lib/identity/local-path.ts";
import { takeTurn } from "#lib/identity/pace.ts";
import { requestPasswordReset, requestPasswordResetInput } from "#lib/identity/request-password-reset.ts";
import { resetPasswordWithLink, resetViewerPasswordInput } from "#lib/identity/reset-password.ts";
import { endSession, startViewerSession } from "#lib/identity/session.ts";
import { signInInput, signInViewer } from "#lib/identity/sign-in.ts";
import { signUpInput, signUpViewer } from "#lib/identity/sign-up.ts";
import { verifyEmail, verifyEmailInput } from "#lib/identity/verify-email.ts";
import { networkOf } from "#lib/kernel/network.ts";
import { addMethodByLink, addMethodByLinkInput } from "#lib/web/account/add-method-by-link.ts";
import { payByLink, payByLinkInput } from "#lib/web/account/pay-by-link.ts";
import { carryPayLink } from "#lib/web/account/pay-link.ts";
import { publicAction, viewerAction } from "#lib/web/forms/action.ts";
import { countUnknownVouchers } from "#lib/web/forms/paying-action.ts";

const to = z.string().max(500).optional();

export const signInAsViewer = publicAction(signInInput.extend({ to }), async ({ input, ip }) => {
  await startViewerSession(await signInViewer(input, await callerOf("viewer", ip)));
  redirect(localPath(input.to, "/account"));
});

export const signUpAsViewer = publicAction(signUpInput.omit({ locale: true }).extend({ to }), async ({ input: { to, ...input }, ip }) => {
  const locale = (await getLocale()) === "ar" ? "ar" : "en";
  await startViewerSession(await signUpViewer({ ...input, locale }, await callerOf("viewer", ip)));
  redirect(localPath(to, "/account"));
});

export const forgotPassword = publicAction(requestPasswordResetInput, async ({ input, ip }) => {
  await requestPasswordReset("viewer", input, await callerOf("viewer", ip));
});

/** Letters go to whatever address is typed, so a network that writes many goes slowly; nobody is shut out. */
export const giveNoticeHere = publicAction(giveNoticeInput, async ({ input, ip }) => {
  await takeTurn([
    { key: `notice:${networkOf(ip)}`, free: 20, windowSeconds: 3600, longest: 60 },
    { key: `notice:${input.email}`, free: 5, windowSeconds: 3600, longest: 60 },
  ]);
  redirect(`/cancel?kept=${await giveNotice(input, ip, await getLocale())}`);
});

/** The same for who withdraws from a contract. */
export const withdrawHere = publicAction(withdrawByNoticeInput, async ({ input, ip }) => {
  await takeTurn([
    { key: `withdraw:${networkOf(ip)}`, free: 20, windowSeconds: 3600, longest: 60 },
    { key: `withdraw:${input.email}`, free: 5, windowSeconds: 3600, longest: 60 },
  ]);
  redirect(`/withdraw?kept=${await withdrawByNotice(input, ip, await getLocale())}`);
});

export const chooseNewPassword = publicAction(resetViewerPasswordInput.extend({ to }), async ({ input, ip }) => {
  await startViewerSession(await resetPasswordWithLink("viewer", input, ip));
  redirect(localPath(input.to, "/account?notice=password"));
});

export const confirmEmail = publicAction(verifyEmailInput, async ({ input }) => {
  await verifyEmail(input);
  redirect("/verify-email?done=1");
});

/** The check is passed, and the viewer back where they wanted to pay; that they press once more. */
export const passCheckHere = publicAction(passCheckInput.extend({ to }), async ({ input: { to, ...input } }) => {
  await passCheck(input);
  redirect(localPath(to, "/account"));
});

export const saveMethodByLink = publicAction(addMethodByLinkInput, async ({ input, ip }) => {
  redirect(await addMethodByLink(input, ip));
});

export const payWithLink = publicAction(payByLinkInput, async ({ input, ip }) => {
  const page = await payByLink(input, ip);
  await carryPayLink(input.token);
  redirect(page);
});

export const redeem = viewerAction(redeemVoucherInput, async ({ input, viewer, ip }) => {
  await countUnknownVouchers({ ip, viewerId: viewer.id }, () => redeemVoucher(input, viewer, ip));
  redirect(input.outcome === "plan" ? "/account" : "/account/balance?notice=redeemed");
});

export const redeemGiftAction = viewerAction(redeemGiftInput, async ({ input, viewer, ip }) => {
  await countUnknownVouchers({ ip, viewerId: viewer.id }, () => redeemGift(input, viewer));
  redirect("/account");
});

export async function signOut(): Promise<void> {
  await endSession("viewer");
  redirect("/");
}
