"use client";
import ar from "#i18n/ar/crash.json" with { type: "json" };
import en from "#i18n/en/crash.json" with { type: "json" };
import { Button, buttonClass } from "./button.tsx";

export type Crash = { error: Error & { digest?: string }; retry: () => void };

/**
 * The page when something broke on our side. A section's error.tsx is: "use client"; export { ErrorPage as default } from this file;
 * where the layout has the page's main already, it stands in it as a div.
 */
export function ErrorPage({ error, retry, as: Frame = "main" }: Crash & { as?: "main" | "div" }) {
  const arabic =
    typeof document !== "undefined" && (document.documentElement.lang === "ar" || /(?:^|; )(?:__Host-)?locale=ar/.test(document.cookie));
  const texts = arabic ? ar : en;
  return (
    <Frame
      lang={arabic ? "ar" : "en"}
      dir={arabic ? "rtl" : "ltr"}
      suppressHydrationWarning
      className="mx-auto grid min-h-[80dvh] max-w-lg content-center gap-4 px-6 py-16"
    >
      <title>{texts.title}</title>
      <p className="text-sm font-medium text-brand-ink">{texts.kicker}</p>
      <h1 className="text-3xl font-semibold">{texts.title}</h1>
      <p className="text-muted">{texts.meaning}</p>
      <p className="text-muted">{texts.money}</p>
      <div className="mt-2 flex flex-wrap gap-3">
        <Button variant="primary" size="lg" onClick={() => retry()}>
          {texts.retry}
        </Button>
        <a href="/" className={buttonClass({ size: "lg" })}>
          {texts.home}
        </a>
      </div>
      {error.digest && (
        <p className="mt-4 text-sm text-faint">
          {texts.reference} <code className="select-all">{error.digest}</code>
        </p>
      )}
    </Frame>
  );
}
