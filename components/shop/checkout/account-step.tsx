import { useTranslations } from "next-intl";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { SignUpForm } from "#components/auth/sign-up-form.tsx";
import type { Customer } from "#lib/db/generated/client.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { viewer: Customer | null; here: string; signIn: FormAction<never>; signUp: FormAction<never> };

/** Who buys. Signing up or in leads back here, with the basket as it was. */
export function AccountStep({ viewer, here, signIn, signUp }: Props) {
  const t = useTranslations("checkout.account");
  if (viewer) {
    return (
      <p className="min-w-0">
        <span className="font-medium">
          <bdi>{viewer.name}</bdi>
        </span>
        <br />
        <span className="text-muted">
          <bdi>{viewer.email}</bdi>
        </span>
      </p>
    );
  }
  return (
    <div className="overflow-hidden rounded-3xl border bg-surface shadow-card">
      <details name="account" open className="group border-b p-5 sm:p-6">
        <Title text={t("new")} />
        <div className="pt-5">
          <SignUpForm action={signUp} to={here} />
        </div>
      </details>
      <details name="account" className="group p-5 sm:p-6">
        <Title text={t("known")} />
        <div className="pt-5">
          <SignInForm action={signIn} to={here} forgotHref={`/forgot-password?to=${encodeURIComponent(here)}`} />
        </div>
      </details>
    </div>
  );
}

function Title({ text }: { text: string }) {
  return (
    <summary className="flex list-none items-center gap-3 font-medium [&::-webkit-details-marker]:hidden">
      <span aria-hidden className="grid size-5 place-items-center rounded-full border-2 border-line-strong group-open:border-brand-ink">
        <span className="size-2.5 rounded-full group-open:bg-brand-ink" />
      </span>
      {text}
    </summary>
  );
}
