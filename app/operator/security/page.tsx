import type { Metadata } from "next";
import { userAgentFromString } from "next/server";
import { getTranslations } from "next-intl/server";
import { PasswordForm } from "#components/account/password-form.tsx";
import { DigestForm } from "#components/operator/security/digest-form.tsx";
import { SessionList } from "#components/operator/security/session-list.tsx";
import { TwoStep } from "#components/operator/security/two-step.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { DIGEST_RHYTHMS } from "#lib/identity/choose-digest.ts";
import { hasSecondFactor } from "#lib/identity/factors.ts";
import { ownFactors } from "#lib/identity/operator-queries.ts";
import { may } from "#lib/identity/roles.ts";
import { isConfirmed, operatorSession, requireSignedIn } from "#lib/identity/session.ts";
import { sessionsOf } from "#lib/identity/session-store.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { choiceParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import {
  changePassword,
  confirmApp,
  getDigests,
  makeCodes,
  offerApp,
  preparePasskey,
  removeApp,
  removePasskey,
  savePasskey,
  signOutOne,
  signOutOthers,
} from "./actions.ts";

const PARAMS = { notice: choiceParam(["required"]) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-security"))("title") };
}

export default async function SecurityPage({ searchParams }: { searchParams: SearchParams }) {
  const { notice } = await readParams(PARAMS, searchParams);
  const operator = await requireSignedIn();
  const [t, { brand }, session, confirmed] = await Promise.all([
    getTranslations("operator-security"),
    requestSettings(),
    operatorSession(),
    isConfirmed(),
  ]);
  const [factors, sessions] = await Promise.all([ownFactors(operator, brand.name), sessionsOf(operator.id)]);
  const state = hasSecondFactor(operator) ? <Badge tone="positive">{t("on")}</Badge> : <Badge tone="warning">{t("off")}</Badge>;
  return (
    <>
      <PageHeader title={t("title")} description={<bdi>{operator.email}</bdi>} />
      <div className="grid max-w-3xl gap-6">
        {notice && !hasSecondFactor(operator) && <Alert tone="warning" title={t("required")} />}
        <Section title={t("twoStep")} description={t("twoStepText")} actions={state}>
          {confirmed ? (
            <TwoStep
              factors={factors}
              actions={{ offerApp, confirmApp, removeApp, preparePasskey, savePasskey, removePasskey, makeCodes }}
              qr={factors.offered && <QrCode value={factors.offered.uri} label={t("app.qr")} />}
            />
          ) : (
            <ButtonLink href="/operator/confirm?to=/operator/security">{t("confirm")}</ButtonLink>
          )}
        </Section>
        <Section title={t("sessions.title")} description={t("sessions.text")}>
          <SessionList
            sessions={sessions.map(({ userAgent, ...rest }) => ({ ...rest, device: deviceOf(userAgent) }))}
            present={session?.id ?? ""}
            signOutOne={signOutOne}
            signOutOthers={signOutOthers}
          />
        </Section>
        {may(operator.role, "digests.get") && (
          <Section title={t("digest.title")} description={t("digest.text")}>
            <DigestForm action={getDigests} rhythms={DIGEST_RHYTHMS} chosen={operator.digest} />
          </Section>
        )}
        <Section title={t("password")} description={t("passwordText")}>
          <PasswordForm action={changePassword} hint={t("passwordHint")} />
        </Section>
      </div>
    </>
  );
}

function deviceOf(userAgent: string | null): { browser?: string; os?: string } {
  const { browser, os } = userAgentFromString(userAgent ?? undefined);
  return { browser: browser.name, os: os.name };
}
