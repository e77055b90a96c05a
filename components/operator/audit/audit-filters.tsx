import { useTranslations } from "next-intl";
import type { ActorKind } from "#lib/db/generated/client.ts";
import type { Kept, Unreadable } from "#lib/web/lists/page-params.ts";
import { choice, ListFilters } from "../list-filters.tsx";
import { useSubjectName } from "./subject-name.ts";

type Props = { path: string; kept: Kept; unreadable: Unreadable; actors: readonly ActorKind[]; subjects: string[] };

export function AuditFilters({ path, kept, unreadable, actors, subjects }: Props) {
  const t = useTranslations("operator-audit");
  const subjectName = useSubjectName();
  return (
    <ListFilters
      path={path}
      kept={kept}
      unreadable={unreadable}
      search={t("search")}
      filters={[
        choice({ name: "actor", label: t("columns.actor"), any: t("anyActor"), values: actors, labelOf: (value) => t(`actors.${value}`) }),
        { name: "subject", label: t("columns.subject"), any: t("anySubject"), values: subjects, labelOf: subjectName },
      ]}
    />
  );
}
