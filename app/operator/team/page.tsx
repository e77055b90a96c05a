import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InviteOperator } from "#components/operator/team/invite-operator.tsx";
import { TeamTable } from "#components/operator/team/team-table.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { team } from "#lib/identity/operator-queries.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireConfirmed, requireOperator } from "#lib/identity/session.ts";
import { changeRoleAction, inviteAction, resetFactorsAction, setDisabledAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-team"))("title") };
}

export default async function TeamPage() {
  const [operator, t] = await Promise.all([requireOperator(MAY["operators.write"]), getTranslations("operator-team")]);
  await requireConfirmed();
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="grid gap-6">
        <TeamTable
          team={await team()}
          self={operator.id}
          changeRole={changeRoleAction}
          setDisabled={setDisabledAction}
          resetFactors={resetFactorsAction}
        />
        <Section title={t("invite.title")} description={t("invite.text")} className="max-w-3xl">
          <InviteOperator action={inviteAction} />
        </Section>
      </div>
    </>
  );
}
