"use client";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/class-names.ts";
import { Input } from "./controls.tsx";

/** What a form may send is 1 MB, with all that is typed beside a file. */
const MOST_BYTES = 900_000;

/** `most`: bytes, where a form sends them in pieces. */
type Props = { accept: string; most?: number; className?: string; onChoose?: (file: File | undefined) => void };

/** One file. One that is too large to be sent is refused at its place, before the form is. */
export function FileInput({ accept, most = MOST_BYTES, className, onChoose }: Props) {
  const t = useTranslations("common");
  return (
    <Input
      type="file"
      accept={accept}
      className={cx("file:me-3 file:rounded-md file:border-0 file:bg-sunken file:px-3 file:py-1 file:text-sm file:text-ink", className)}
      onChange={({ target }) => {
        const [file] = target.files ?? [];
        target.setCustomValidity(file && file.size > most ? t("fileTooLarge", { limit: most / 1000 }) : "");
        target.reportValidity();
        onChoose?.(file);
      }}
    />
  );
}
