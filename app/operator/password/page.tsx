import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PasswordForm } from "#components/account/password-form.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireOperator } from "#lib/identity/session.ts";
import { changeOperatorPassword } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("password.title") };
}

export default async function OperatorPasswordPage() {
  const [operator, t] = await Promise.all([requireOperator(), getTranslations("account.password")]);
  return (
    <>
      <PageHeader title={t("title")} description={<bdi>{operator.email}</bdi>} />
      <Section title={t("submit")} description={t("text")} className="max-w-xl">
        <PasswordForm action={changeOperatorPassword} />
      </Section>
    </>
  );
}
