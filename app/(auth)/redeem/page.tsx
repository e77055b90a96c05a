import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { AccountStep } from "#components/shop/checkout/account-step.tsx";
import { GiftWorth } from "#components/shop/redeem/gift-worth.tsx";
import { RedeemForm } from "#components/shop/redeem/redeem-form.tsx";
import { RedeemGiftForm } from "#components/shop/redeem/redeem-gift-form.tsx";
import { VoucherCodeForm } from "#components/shop/redeem/voucher-code-form.tsx";
import { VoucherWorth } from "#components/shop/redeem/voucher-worth.tsx";
import { currentViewer } from "#lib/identity/session.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { lookAtCode, type ShownCode } from "#lib/web/checkout/look-at-code.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { countUnknownVouchers } from "#lib/web/forms/paying-action.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { redeem, redeemGiftAction, signInAsViewer, signUpAsViewer } from "../actions.ts";

const PARAMS = { code: textParam(60) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("redeem"))("title"), referrer: "same-origin" };
}

/** Where vouchers are redeemed: the code first, then what it is worth, then whose it will be. Nothing is redeemed by looking. */
export default async function RedeemPage({ searchParams }: { searchParams: SearchParams }) {
  const { code } = await readParams(PARAMS, searchParams);
  const [viewer, settings, t, errors] = await Promise.all([
    currentViewer(),
    requestSettings(),
    getTranslations("redeem"),
    getTranslations("errors"),
  ]);
  const looked = code ? await look(() => lookAtCode(code, viewer, settings), viewer?.id) : null;
  if (!looked || looked instanceof DomainError)
    return (
      <ViewerFrame settings={settings} title={t("title")} text={t("text")}>
        <VoucherCodeForm code={code ?? ""} error={looked && errors(looked.code, looked.values)} />
      </ViewerFrame>
    );
  const obstacle = looked.gift?.obstacle ?? null;
  const here = `/redeem?code=${encodeURIComponent(code ?? "")}`;
  return (
    <ViewerFrame
      settings={settings}
      title={t(looked.gift ? "giftTitle" : "worthTitle")}
      below={
        <a href="/redeem" className="underline underline-offset-4">
          {t("another")}
        </a>
      }
    >
      {looked.gift ? <GiftWorth gift={looked.gift} /> : <VoucherWorth shown={looked.voucher} />}
      {!viewer && (
        <div className="mt-6 grid gap-4">
          <p className="text-muted">{t("account")}</p>
          <AccountStep viewer={null} here={here} signIn={signInAsViewer} signUp={signUpAsViewer} />
        </div>
      )}
      {viewer && looked.gift && (
        <RedeemGiftForm action={redeemGiftAction} code={code ?? ""} obstacle={obstacle && errors(obstacle.code, obstacle.values)} />
      )}
      {looked.voucher?.offer && <RedeemForm action={redeem} code={code ?? ""} offer={looked.voucher.offer} />}
    </ViewerFrame>
  );
}

async function look(work: () => Promise<ShownCode>, viewerId?: string): Promise<ShownCode | DomainError> {
  try {
    return await countUnknownVouchers({ ip: await clientAddress(), viewerId }, work);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
