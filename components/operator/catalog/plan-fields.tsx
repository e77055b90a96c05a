"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { Checkbox, Switch } from "#components/forms/choices.tsx";
import { Input, Select, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import { CountryPicker } from "./country-picker.tsx";
import type { PlanDraft } from "./plan-draft.ts";
import { PosterPicker } from "./poster-picker.tsx";

type Props = {
  plan: PlanDraft;
  isNew: boolean;
  statuses: PlanDraft["status"][];
  countries: { code: string; name: string }[];
  onUpload: (url: string) => void;
};

export function PlanFields({ plan, isNew, statuses, countries, onUpload }: Props) {
  const t = useTranslations("operator-plans.form");
  const common = useTranslations("common");
  const states = useTranslations("operator.status.plan");
  return (
    <>
      <Part name="seen">
        <NameAndSlug plan={plan} />
        <Field name="tagline" label={t("tagline")} hint={t("taglineHint")}>
          <Input dir="auto" maxLength={120} defaultValue={plan.tagline} />
        </Field>
        <Field name="description" label={t("description")} hint={t("descriptionHint")}>
          <Textarea dir="auto" rows={4} defaultValue={plan.description} />
        </Field>
        <Field name="features" label={t("features")} hint={t("onePerLine")}>
          <Textarea dir="auto" rows={5} defaultValue={plan.features.join("\n")} />
        </Field>
        <PosterPicker poster={plan.poster} onUpload={onUpload} />
        <Switch name="highlighted" label={t("highlighted")} hint={t("highlightedHint")} defaultChecked={plan.highlighted} />
      </Part>
      <Part name="included">
        <div className="grid gap-4 sm:grid-cols-3">
          <Field name="maxDevices" label={t("maxDevices")}>
            <Input type="number" min={1} max={100} inputMode="numeric" defaultValue={plan.maxDevices} />
          </Field>
          <Field name="maxStreams" label={t("maxStreams")}>
            <Input type="number" min={1} max={100} inputMode="numeric" defaultValue={plan.maxStreams} />
          </Field>
          <Field name="quality" label={t("quality")}>
            <Select defaultValue={plan.quality}>
              {(["SD", "HD", "FHD", "UHD"] as const).map((quality) => (
                <option key={quality} value={quality}>
                  {common(`quality.${quality}`)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <Field name="packages" label={t("packages")} hint={t("packagesHint")}>
          <Textarea dir="auto" rows={3} defaultValue={plan.packages.join("\n")} />
        </Field>
      </Part>
      <Part name="sold">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="status" label={t("status")} hint={isNew ? t("statusNewHint") : t("statusHint")}>
            <Select defaultValue={plan.status}>
              {statuses.map((status) => (
                <option key={status} value={status}>
                  {states(`${status}.label`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field name="kind" label={t("kind")} hint={t("kindHint")}>
            <Select defaultValue={plan.kind}>
              {(["REGULAR", "TRIAL", "PASS", "ADD_ON"] as const).map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kinds.${kind}`)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <CountryPicker countries={countries} chosen={plan.countries} />
        <Checkbox name="startsAtFirstLogin" label={t("firstLogin")} hint={t("firstLoginHint")} defaultChecked={plan.startsAtFirstLogin} />
        <Field name="externalId" label={t("externalId")} note={common("optional")} hint={t("externalIdHint")}>
          <Input dir="ltr" className="max-w-80" defaultValue={plan.externalId ?? ""} />
        </Field>
      </Part>
    </>
  );
}

function Part({ name, children }: { name: "seen" | "included" | "sold"; children: ReactNode }) {
  const t = useTranslations("operator-plans.form");
  return (
    <Section title={t(`parts.${name}.title`)} description={t(`parts.${name}.text`)}>
      <div className="grid gap-5">{children}</div>
    </Section>
  );
}

/** A new plan's address follows its name until somebody writes it. */
function NameAndSlug({ plan }: { plan: PlanDraft }) {
  const t = useTranslations("operator-plans.form");
  const address = useRef<HTMLInputElement>(null);
  const [slug, setSlug] = useState(plan.slug);
  const [follows, setFollows] = useState(plan.slug === "");
  const follow = (name: string) => {
    if (!follows || !address.current) return;
    address.current.value = slugOf(name);
    setSlug(address.current.value);
  };
  const write = (typed: string) => {
    setSlug(typed);
    setFollows(typed === "");
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field name="name" label={t("name")} required>
        <Input dir="auto" maxLength={60} autoComplete="off" defaultValue={plan.name} onChange={(event) => follow(event.target.value)} />
      </Field>
      <Field name="slug" label={t("slug")} hint={<bdi dir="ltr">/plans/{slug || "…"}</bdi>} required>
        <Input
          ref={address}
          dir="ltr"
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          defaultValue={plan.slug}
          onChange={(event) => write(event.target.value)}
        />
      </Field>
    </div>
  );
}

function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
}
