import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/card.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { StoreState } from "#lib/web/settings/integrations.ts";

/** Which stores are set up, what others lack, and whether their keys work. */
export function StoreKeys({ stores, test }: { stores: StoreState[]; test?: FormAction<void> }) {
  const t = useTranslations("operator-stores.keys");
  return (
    <Section title={t("title")} description={t("description")} className="mt-4">
      <ul className="grid gap-4 text-sm">
        {stores.map(({ id, label, keys, installed, webhookUrl }) => (
          <li key={id} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              <bdi>{label}</bdi>
              <Badge tone={installed ? "positive" : "neutral"}>{t(installed ? "ready" : "absent")}</Badge>
            </p>
            <p className="text-muted">
              {t("address")} <bdi className="font-mono text-xs break-all">{webhookUrl}</bdi>
            </p>
            {!installed && (
              <p className="text-muted">
                {t("missing")}{" "}
                <bdi className="font-mono text-xs break-all">
                  {keys
                    .filter(({ required, present }) => required && !present)
                    .map(({ name }) => name)
                    .join(" ")}
                </bdi>
              </p>
            )}
            {installed && test && (
              <Form action={test} className="grid justify-items-start gap-2">
                <input type="hidden" name="store" value={id} />
                <FormMessage done={t("works")} />
                <SubmitButton size="sm" variant="secondary">
                  {t("test")}
                </SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
