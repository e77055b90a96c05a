import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { isLinkTokenValid } from "#lib/identity/link-token.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { confirmEmail } from "../actions.ts";

const PARAMS = { token: textParam(100), done: textParam(1) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("confirmEmail.title") };
}

/** A press, not the visit, confirms: mail scanners open links. */
export default async function VerifyEmailPage({ searchParams }: { searchParams: SearchParams }) {
  const { token, done } = await readParams(PARAMS, searchParams);
  const [t, settings, valid] = await Promise.all([getTranslations("auth"), requestSettings(), isLinkTokenValid(token, "VERIFY_EMAIL")]);
  const toAccount = (
    <a href="/account" className={buttonClass({ variant: "primary", size: "lg" }, "w-full")}>
      {t("confirmEmail.continue")}
    </a>
  );
  if (done)
    return (
      <ViewerFrame settings={settings} title={t("confirmEmail.done")} text={t("confirmEmail.doneText")}>
        {toAccount}
      </ViewerFrame>
    );
  if (!valid)
    return (
      <ViewerFrame settings={settings} title={t("linkExpired.title")} text={t("linkExpired.verifyText")}>
        {toAccount}
      </ViewerFrame>
    );
  return (
    <ViewerFrame settings={settings} title={t("confirmEmail.title")} text={t("confirmEmail.text")}>
      <Form action={confirmEmail} className="grid gap-5">
        <FormMessage />
        <input type="hidden" name="token" value={token} />
        <SubmitButton size="lg" className="w-full">
          {t("confirmEmail.submit")}
        </SubmitButton>
      </Form>
    </ViewerFrame>
  );
}
