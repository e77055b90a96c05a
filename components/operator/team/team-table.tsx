import { useTranslations } from "next-intl";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { TeamMember } from "#lib/identity/operator-queries.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { RoleSelect } from "./role-select.tsx";

type Props = {
  team: TeamMember[];
  /** Who looks; their own role and access are another owner's to change. */
  self: string;
  changeRole: FormAction<void>;
  setDisabled: FormAction<void>;
  resetFactors: FormAction<void>;
};

export function TeamTable({ team, self, changeRole, setDisabled, resetFactors }: Props) {
  const t = useTranslations("operator-team");
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("role")}</Th>
          <Th>{t("secondFactor")}</Th>
          <Th>{t("lastSignIn")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {team.map((member) => (
          <Tr key={member.id} className={member.disabledAt ? "text-muted" : undefined}>
            <Td>
              <span className="font-medium">
                <bdi>{member.name}</bdi>
              </span>{" "}
              {member.id === self && <Badge tone="brand">{t("you")}</Badge>} {member.disabledAt && <Badge>{t("disabled")}</Badge>}
              <div className="text-xs text-muted">
                <bdi>{member.email}</bdi>
              </div>
            </Td>
            <Td>
              {member.disabledAt || member.id === self ? (
                t(`roles.${member.role}.label`)
              ) : (
                <RoleSelect id={member.id} name={member.name} role={member.role} action={changeRole} />
              )}
            </Td>
            <Td className="whitespace-nowrap">
              {hasFactor(member) ? <Badge tone="positive">{t("on")}</Badge> : <Badge>{t("off")}</Badge>}
            </Td>
            <Td className="figures whitespace-nowrap text-muted">
              {member.lastSignInAt ? <DateTime value={member.lastSignInAt} /> : t("never")}
            </Td>
            <Td numeric>
              {member.id !== self && hasFactor(member) && <ResetFactors member={member} action={resetFactors} />}
              {member.id !== self && <Access member={member} action={setDisabled} />}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Access({ member: { id, name, disabledAt }, action }: { member: TeamMember; action: FormAction<void> }) {
  const t = useTranslations("operator-team");
  const way = disabledAt ? "enable" : "disable";
  return (
    <ConfirmAction
      action={action}
      values={{ id, disabled: String(!disabledAt) }}
      title={t(`${way}.title`, { name })}
      confirm={t(`${way}.button`)}
      done={t(`${way}.done`, { name })}
      danger={!disabledAt}
      trigger={
        <Button size="sm" variant="quiet">
          {t(`${way}.button`)}
        </Button>
      }
    >
      {t(`${way}.text`)}
    </ConfirmAction>
  );
}

function ResetFactors({ member: { id, name }, action }: { member: TeamMember; action: FormAction<void> }) {
  const t = useTranslations("operator-team.resetFactors");
  return (
    <ConfirmAction
      action={action}
      values={{ id }}
      title={t("title", { name })}
      confirm={t("button")}
      done={t("done", { name })}
      danger
      trigger={
        <Button size="sm" variant="quiet">
          {t("button")}
        </Button>
      }
    >
      {t("text")}
    </ConfirmAction>
  );
}

function hasFactor({ totpConfirmedAt, _count }: TeamMember): boolean {
  return totpConfirmedAt !== null || _count.passkeys > 0;
}
