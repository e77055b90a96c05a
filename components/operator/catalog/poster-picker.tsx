"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { FileInput } from "#components/forms/file-input.tsx";
import { useForm } from "#components/forms/form.tsx";
import { ARTWORKS } from "#components/shop/artworks.ts";
import { cx } from "#components/ui/class-names.ts";

/**
 * A plan's picture: a built-in artwork, an address, or an upload. `poster` is what it has now; an uploaded one is kept without
 * sending it back and forth. `onUpload` gets a chosen file as a data: URL, for the preview.
 */
export function PosterPicker({ poster, onUpload }: { poster: string; onUpload: (url: string) => void }) {
  const t = useTranslations("operator-plans.poster");
  const { state } = useForm();
  const [choice, setChoice] = useState(() => choiceOf(poster));
  const error = state.status === "refused" ? state.errors?.poster : undefined;
  const radio = (value: string, content: ReactNode, className?: string) => (
    <label
      key={value}
      className={cx(
        "relative overflow-hidden rounded-control border text-sm has-checked:ring-2 has-checked:ring-brand-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand-ink",
        className,
      )}
    >
      <input
        type="radio"
        name="poster"
        value={value}
        checked={choice === value}
        onChange={() => setChoice(value)}
        aria-invalid={error ? true : undefined}
        className="peer sr-only"
      />
      {content}
    </label>
  );
  const text = "flex h-full min-h-10 items-center justify-center px-3 py-2 text-center";
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t("label")}</legend>
      <div className="grid grid-cols-3 gap-2 sm:grid-cols-4">
        {ARTWORKS.map((name) =>
          radio(
            `art:${name}`,
            <img src={`/art/${name}.svg`} alt={t(`artworks.${name}`)} className="aspect-video size-full object-cover" />,
          ),
        )}
        {radio("", <span className={text}>{t("none")}</span>)}
        {poster.startsWith("data:") && radio("keep", <span className={text}>{t("keep")}</span>)}
        {radio("upload", <span className={text}>{t("upload")}</span>)}
        {radio("address", <span className={text}>{t("address")}</span>)}
      </div>
      {choice === "upload" && (
        <Field name="posterFile" label={t("file")} hint={t("fileHint")} className="mt-3">
          <FileInput accept="image/png,image/jpeg,image/webp" onChoose={(file) => read(file, onUpload)} />
        </Field>
      )}
      {choice === "address" && (
        <Field name="posterUrl" label={t("url")} hint={t("urlHint")} className="mt-3">
          <Input type="url" dir="ltr" placeholder="https://" defaultValue={poster.startsWith("https:") ? poster : ""} />
        </Field>
      )}
      {error && <p className="mt-1.5 text-sm font-medium text-negative">{error}</p>}
    </fieldset>
  );
}

function choiceOf(poster: string): string {
  if (poster.startsWith("data:")) return "keep";
  return poster.startsWith("https:") ? "address" : poster;
}

function read(file: File | undefined, then: (url: string) => void) {
  if (!file) return;
  const reader = new FileReader();
  reader.onload = () => then(String(reader.result));
  reader.readAsDataURL(file);
}
