import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

/** The demo's account, and a link that fills it into the form. */
export function DemoAccount({
  kind,
  email,
  password,
  fillHref,
}: {
  kind: "viewer" | "operator";
  email: string;
  password: string;
  fillHref: string;
}) {
  const t = useTranslations("auth.demo");
  return (
    <aside className="mb-6 flex flex-wrap items-center justify-between gap-x-4 gap-y-3 rounded-control border border-dashed border-line-strong/70 bg-sunken/60 p-4 text-sm">
      <div className="min-w-0">
        <p className="font-medium">{t("title")}</p>
        <p className="text-muted">{t(kind)}</p>
        <p className="mt-1.5 font-mono text-xs leading-relaxed break-all">
          <bdi>{email}</bdi>
          <br />
          <bdi>{password}</bdi>
        </p>
      </div>
      <a href={fillHref} className={buttonClass({ size: "sm" })}>
        {t("fill")}
      </a>
    </aside>
  );
}
