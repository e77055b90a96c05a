import { useTranslations } from "next-intl";
import type { Difference } from "#lib/audit/difference.ts";

/** Each value that changed, as it was and as it became. */
export function Changes({ changes }: { changes: Difference[] }) {
  const t = useTranslations("operator-audit");
  return (
    <dl className="grid gap-3 text-sm">
      {changes.map(({ path, before, after }) => (
        <div key={path}>
          <dt dir="ltr" className="mb-1 text-start font-mono text-xs text-muted">
            {path}
          </dt>
          {before !== undefined && (
            <dd className="rounded-t-lg bg-negative-soft px-2.5 py-1 whitespace-pre-wrap text-negative last:rounded-lg">
              <span className="sr-only">{t("before")}: </span>
              <span aria-hidden>− </span>
              <del className="no-underline">
                <bdi>{before}</bdi>
              </del>
            </dd>
          )}
          {after !== undefined && (
            <dd className="rounded-b-lg bg-positive-soft px-2.5 py-1 whitespace-pre-wrap text-positive">
              <span className="sr-only">{t("after")}: </span>
              <span aria-hidden>+ </span>
              <ins className="no-underline">
                <bdi>{after}</bdi>
              </ins>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
