import type { Metadata } from "next";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { signOut } from "#app/(auth)/actions.ts";
import { PasswordForm } from "#components/account/password-form.tsx";
import { ProfileForm } from "#components/account/profile-form.tsx";
import { VerifyNotice } from "#components/account/verify-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { LogOut } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { vatNumberDetails } from "#lib/customers/vat-status.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { countryOptions } from "#lib/web/forms/country-options.ts";
import { changeMyPassword, saveProfile, sendVerificationAgain } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("profile.title") };
}

export default async function ProfilePage() {
  const viewer = await requireViewer();
  const [t, common, locale, vat] = await Promise.all([
    getTranslations("account"),
    getTranslations("common"),
    getLocale(),
    viewer.vatId ? vatNumberDetails(viewer.vatId) : null,
  ]);
  const format = await getFormatter();
  const vatHint =
    vat === "unreadable"
      ? t("vat.unreadable")
      : vat && t(`vat.${vat.status}`, { date: vat.checkedAt ? format.dateTime(vat.checkedAt, { dateStyle: "medium" }) : "" });
  return (
    <>
      <PageHeader title={t("profile.title")} description={t("profile.text")} />
      <div className="grid gap-6">
        {!viewer.emailVerifiedAt && <VerifyNotice email={viewer.email} action={sendVerificationAgain} />}
        <Section title={t("profile.email")} description={t("profile.emailHint")}>
          <bdi className="font-medium break-all">{viewer.email}</bdi>
        </Section>
        <Section title={t("profile.title")}>
          <ProfileForm
            action={saveProfile}
            viewer={viewer}
            countries={countryOptions(locale, t("profile.countryNone"))}
            vatHint={vatHint ?? undefined}
          />
        </Section>
        <Section title={t("password.title")} description={t("password.text")}>
          <PasswordForm action={changeMyPassword} />
        </Section>
        <form action={signOut} className="sm:hidden">
          <Button type="submit" size="lg" className="w-full">
            <LogOut aria-hidden className="rtl:-scale-x-100" />
            {common("signOut")}
          </Button>
        </form>
      </div>
    </>
  );
}
