import { useTranslations } from "next-intl";
import type { ActorKind } from "#lib/db/generated/client.ts";
import type { ListAddress } from "#lib/web/lists/page-params.ts";
import { choice, ListFilters } from "../list-filters.tsx";
import { useSubjectName } from "./subject-name.ts";

type Props = ListAddress & { actors: readonly ActorKind[]; subjects: string[] };

export function AuditFilters({ actors, subjects, ...list }: Props) {
  const t = useTranslations("operator-audit");
  const subjectName = useSubjectName();
  return (
    <ListFilters
      {...list}
      search={t("search")}
      filters={[
        choice({ name: "actor", label: t("columns.actor"), any: t("anyActor"), values: actors, labelOf: (value) => t(`actors.${value}`) }),
        { name: "subject", label: t("columns.subject"), any: t("anySubject"), values: subjects, labelOf: subjectName },
      ]}
    />
  );
}
