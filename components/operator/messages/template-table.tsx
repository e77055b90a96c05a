import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { directionOf } from "#i18n/locales.ts";
import type { TemplateInForce, TemplateSummary } from "#lib/messages/templates/template-queries.ts";

/** Every template, and what is in force in each language. */
export function TemplateTable({ templates }: { templates: TemplateSummary[] }) {
  const t = useTranslations("operator-templates");
  const locales = templates[0]?.locales.map(({ locale }) => locale) ?? [];
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.template")}</Th>
          {locales.map((locale) => (
            <Th key={locale}>{t(`language.${locale}`)}</Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {templates.map(({ key, kind, locales: texts }) => (
          <tr key={`${key} ${kind}`} className="border-b last:border-b-0">
            <Td className="min-w-52 align-top">
              <div className="flex flex-wrap items-center gap-2 font-medium">
                {t(`name.${key}`)}
                <Badge tone={kind === "EMAIL" ? "neutral" : "info"}>{t(`kind.${kind}`)}</Badge>
              </div>
              <div className="mt-0.5 text-xs text-muted">{t(`when.${key}`)}</div>
            </Td>
            {texts.map((text) => (
              <Td key={text.locale} className="relative max-w-80 min-w-56 align-top transition-colors hover:bg-sunken/60">
                <TextInForce href={`/operator/templates/${key}/${kind.toLowerCase()}/${text.locale}`} text={text} />
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function TextInForce({ href, text }: { href: string; text: TemplateInForce }) {
  const t = useTranslations("operator-templates");
  return (
    <>
      <Link href={href} prefetch={false} className="block after:absolute after:inset-0 hover:underline">
        <bdi lang={text.locale} dir={directionOf(text.locale)} className="inline-block max-w-full truncate align-bottom">
          {text.opening}
        </bdi>
      </Link>
      <div className="mt-0.5 text-xs text-muted">
        {text.editedAt ? t("edited", { version: text.version, name: text.editedBy ?? t("versions.formerOperator") }) : t("shipped")}
      </div>
    </>
  );
}
