"use client";
import { useTranslations } from "next-intl";
import { Switch } from "#components/forms/choices.tsx";
import { Input, Select, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { textOf } from "#i18n/text-of.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { SettingState } from "#lib/web/settings/integrations.ts";
import { SettingsForm } from "./settings-form.tsx";

type Props = {
  of: "gateway" | "channel";
  id: string;
  fields: SettingState[];
  /** Absent for who may only look. */
  action?: FormAction<void>;
};

/** What a gateway or channel lets operators set, as its plug-in lists it, and what follows where something has to be set yet. */
export function PluginSettings({ of, id, fields, action }: Props) {
  const t = useTranslations("operator-settings");
  const texts = useTranslations("plugins");
  const label = ({ name }: SettingState) => textOf(texts, `${id}.settings.${name}.label`) ?? name;
  const missing = fields.filter((field) => field.missing).map(label);
  return (
    <>
      {missing.length > 0 && <Alert title={t("missing", { fields: missing.join(", ") })}>{t(`missingText.${of}`)}</Alert>}
      <SettingsForm action={action ?? nobody} readOnly={!action}>
        <input type="hidden" name={of} value={id} />
        {fields.map((field) => {
          const name = `settings.${field.name}`;
          const hint = textOf(texts, `${id}.${name}.hint`);
          if (field.kind === "switch")
            return <Switch key={name} name={name} label={label(field)} hint={hint} defaultChecked={field.value === true} />;
          return (
            <Field key={name} name={name} label={label(field)} hint={hint} required={field.required}>
              <Control field={field} option={(value) => textOf(texts, `${id}.${name}.options.${value}`) ?? value} />
            </Field>
          );
        })}
      </SettingsForm>
    </>
  );
}

function Control({ field: { kind, max, options, value }, option }: { field: SettingState; option: (value: string) => string }) {
  if (kind === "line") return <Input dir="auto" maxLength={max} autoComplete="off" defaultValue={String(value)} />;
  if (kind === "text") return <Textarea dir="auto" maxLength={max} defaultValue={String(value)} />;
  return (
    <Select defaultValue={String(value)}>
      {options.map((each) => (
        <option key={each} value={each}>
          {option(each)}
        </option>
      ))}
    </Select>
  );
}

const nobody: FormAction<void> = async (state) => state;
