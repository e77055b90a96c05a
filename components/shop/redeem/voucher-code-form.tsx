import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

/** Asks for a voucher's code. `error` says why the one that was typed does not count. */
export function VoucherCodeForm({ code, error }: { code: string; error: string | null }) {
  const t = useTranslations("redeem");
  return (
    <form id="redeem-code" data-part action="/redeem" className="grid gap-4">
      <div>
        <label htmlFor="code" className="mb-1.5 block text-sm font-medium">
          {t("code")}
        </label>
        <input
          id="code"
          name="code"
          dir="ltr"
          required
          defaultValue={code}
          maxLength={60}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder="XXXX-XXXX-XXXX-XXXX"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "code-error" : "code-hint"}
          className="control font-mono uppercase"
        />
        {error ? (
          <p id="code-error" role="alert" className="mt-1.5 text-sm font-medium text-negative">
            {error}
          </p>
        ) : (
          <p id="code-hint" className="mt-1.5 text-sm text-muted">
            {t("codeHint")}
          </p>
        )}
      </div>
      <button type="submit" className={buttonClass({ variant: "primary", size: "lg" })}>
        {t("look")}
      </button>
    </form>
  );
}
