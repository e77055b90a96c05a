import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { TemplateEditor } from "#components/operator/messages/template-editor.tsx";
import { TemplateVersions } from "#components/operator/messages/template-versions.tsx";
import { VersionView } from "#components/operator/messages/version-view.tsx";
import { LinkTabs } from "#components/ui/link-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { CATALOG, LOCALES } from "#lib/messages/catalog.ts";
import { previewTemplate } from "#lib/messages/templates/preview.ts";
import { variablesFor, writtenSample } from "#lib/messages/templates/samples.ts";
import { templateForEditing, templateVersion, templateVersions } from "#lib/messages/templates/template-queries.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import type { SearchParams } from "#lib/web/lists/page-params.ts";
import { previewAction, restoreTemplateAction, saveTemplateAction, testTemplateAction } from "../../../actions.ts";
import { readTemplateAddress, type TemplateParams, templatePath } from "../../../template-address.ts";

type Props = { params: TemplateParams; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [address, t] = await Promise.all([readTemplateAddress(params), getTranslations("operator-templates")]);
  return { title: address ? t(`name.${address.key}`) : t("title") };
}

export default async function TemplatePage({ params, searchParams }: Props) {
  const [operator, address, query, settings, t] = await Promise.all([
    requireOperator(),
    readTemplateAddress(params),
    searchParams,
    requestSettings(),
    getTranslations("operator-templates"),
  ]);
  if (!address) notFound();
  const inForce = await templateForEditing(address);
  const wanted = Number(query.version ?? inForce.version);
  const shown = wanted === inForce.version ? inForce : await templateVersion(address, Math.trunc(wanted) || 0);
  if (!shown) notFound();

  const { subject, body } = shown;
  const [versions, preview] = await Promise.all([
    templateVersions(address),
    previewTemplate({ ...address, subject, body }).catch(() => null),
  ]);
  const variables = variablesFor(address.key).map(({ path: name, variable, secret }) => ({
    name,
    secret,
    optional: variable.optional,
    sample: writtenSample(variable, address.locale, settings.company.timeZone),
  }));
  const mayEdit = may(operator.role, "messages.templates");
  const path = templatePath(address);
  const { smsNeedsConsent } = CATALOG[address.key];
  const consent = address.kind === "SMS" && smsNeedsConsent ? ` ${t("consent")}` : "";
  return (
    <>
      <PageHeader
        title={`${t(`name.${address.key}`)} · ${t(`kind.${address.kind}`)}`}
        description={t(`when.${address.key}`) + consent}
        back={{ href: "/operator/templates", label: t("back") }}
      />
      <LinkTabs
        label={t("title")}
        current={path}
        tabs={CATALOG[address.key].kinds.flatMap((kind) =>
          LOCALES.map((locale) => ({
            href: templatePath({ key: address.key, kind, locale }),
            label: `${t(`kind.${kind}`)} · ${t(`language.${locale}`)}`,
          })),
        )}
      />
      {shown === inForce && mayEdit ? (
        <TemplateEditor
          key={path}
          address={address}
          text={{ subject, body }}
          baseVersion={inForce.version}
          preview={preview}
          variables={variables}
          testAddress={address.kind === "EMAIL" ? operator.email : null}
          actions={{ preview: previewAction, save: saveTemplateAction, test: testTemplateAction }}
        />
      ) : (
        <VersionView
          address={address}
          path={path}
          shown={{ number: shown.version, createdAt: shown.createdAt, subject, body }}
          current={inForce.version}
          preview={preview}
          restore={mayEdit ? restoreTemplateAction : undefined}
        />
      )}
      <TemplateVersions versions={versions} current={inForce.version} shown={shown.version} path={path} />
    </>
  );
}
