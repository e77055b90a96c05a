import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import type { ActionState } from "#lib/web/forms/action.ts";
import type { Tried } from "#lib/web/forms/tried.ts";

/** What the provider answered to a test. */
export function TryResult({ state, works }: { state: ActionState<Tried>; works: string }) {
  const t = useTranslations("operator-settings.test");
  if (state.status === "idle") return null;
  if (state.status === "refused") return <Alert tone="negative" title={state.message} />;
  const result = state.data;
  if (!result || result.works) return <Alert tone="positive" title={works} />;
  return (
    <Alert tone="negative" title={t("failed")}>
      <p className="mt-1 font-mono text-[0.8125rem]" dir="auto">
        {result.reason}
      </p>
    </Alert>
  );
}
