import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { CheckForm } from "#components/auth/check-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { newChallenge } from "#lib/abuse/challenge.ts";
import { localPath } from "#lib/identity/local-path.ts";
import { now } from "#lib/kernel/clock.ts";
import { readLink } from "#lib/kernel/signed-link.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { passCheckHere } from "../actions.ts";

const PARAMS = { who: textParam(100), to: textParam(500) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("check.title"), referrer: "same-origin" };
}

/** Where unlikely tries to pay are led first: the browser computes something, which takes it a second, and bots with a thousand cards hours. */
export default async function CheckPage({ searchParams }: { searchParams: SearchParams }) {
  const { who, to } = await readParams(PARAMS, searchParams);
  const back = localPath(to, "/account");
  const link = readLink("check", who, now());
  const [t, settings] = await Promise.all([getTranslations("auth"), requestSettings()]);
  if (!link || link.expired)
    return (
      <ViewerFrame settings={settings} title={t("linkExpired.title")} text={t("check.expired")}>
        <a href={back} className={buttonClass({ variant: "primary", size: "lg" }, "w-full")}>
          {t("check.back")}
        </a>
      </ViewerFrame>
    );
  const challenge = await newChallenge(link.id, await clientAddress());
  const { supportEmail, supportPhone } = settings.brand;
  return (
    <ViewerFrame
      settings={settings}
      title={t("check.title")}
      text={t("check.text")}
      below={
        <a href={back} className="text-brand-ink hover:underline">
          {t("check.back")}
        </a>
      }
    >
      <CheckForm
        challenge={challenge}
        who={who}
        to={back}
        action={passCheckHere}
        again={`/check?${new URLSearchParams({ who, to: back })}`}
        texts={{ working: t("check.working"), done: t("check.done"), failed: t("check.failed"), again: t("check.again") }}
      />
      <noscript>
        <Alert tone="warning" title={t("check.noScript")}>
          <p>{t("check.otherwise")}</p>
          {[supportEmail, supportPhone].filter(Boolean).map((way) => (
            <p key={way}>
              <bdi>{way}</bdi>
            </p>
          ))}
        </Alert>
      </noscript>
    </ViewerFrame>
  );
}
