"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Button } from "#components/ui/button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { ActionState, FormAction } from "#lib/web/forms/action.ts";
import { AddPasskey, type PreparePasskey } from "./add-passkey.tsx";
import { ConfirmApp } from "./confirm-app.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

export type Codes = { codes: string[] };
export type Factors = {
  /** When the authenticator app was added. */
  appSince: Date | null;
  /** Of an app that is being added. */
  offered: { uri: string; secret: string } | null;
  passkeys: { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }[];
  codesLeft: number;
};
export type FactorActions = {
  offerApp: FormAction<void>;
  confirmApp: FormAction<Codes>;
  removeApp: FormAction<void>;
  preparePasskey: PreparePasskey;
  savePasskey: FormAction<Codes>;
  removePasskey: FormAction<void>;
  makeCodes: FormAction<Codes>;
};

/** One's own second factors. New recovery codes stay on the page until it is left. */
export function TwoStep({ factors, actions, qr }: { factors: Factors; actions: FactorActions; qr: ReactNode }) {
  const t = useTranslations("operator-security");
  const [codes, setCodes] = useState<string[]>([]);
  const keeping =
    (action: FormAction<Codes>): FormAction<Codes> =>
    async (previous: ActionState<Codes>, form: FormData) => {
      const answer = await action(previous, form);
      if (answer.data?.codes.length) setCodes(answer.data.codes);
      return answer;
    };
  const { appSince, offered, passkeys, codesLeft } = factors;
  return (
    <div className="grid gap-6">
      {codes.length > 0 && <RecoveryCodes codes={codes} />}
      <Factor title={t("app.title")} text={t("app.text")}>
        {appSince ? (
          <Row name={t("app.since")} since={appSince}>
            <Remove action={actions.removeApp} values={{}} name={t("app.title")} />
          </Row>
        ) : offered ? (
          <ConfirmApp action={keeping(actions.confirmApp)} secret={offered.secret} qr={qr} />
        ) : (
          <Form action={actions.offerApp}>
            <FormMessage />
            <SubmitButton variant="secondary">{t("app.add")}</SubmitButton>
          </Form>
        )}
      </Factor>
      <Factor title={t("passkeys.title")} text={t("passkeys.text")}>
        {passkeys.map((passkey) => (
          <Row key={passkey.id} name={<bdi>{passkey.name}</bdi>} since={passkey.createdAt}>
            <Remove action={actions.removePasskey} values={{ id: passkey.id }} name={passkey.name} />
          </Row>
        ))}
        <AddPasskey action={keeping(actions.savePasskey)} prepare={actions.preparePasskey} />
      </Factor>
      {(appSince || passkeys.length > 0) && (
        <Factor title={t("codes.title")} text={t("codes.text", { count: codesLeft })}>
          <Form action={keeping(actions.makeCodes)}>
            {(state) => (
              <div className="grid gap-3">
                {codes.length === 0 && state.data && <RecoveryCodes codes={state.data.codes} />}
                <FormMessage />
                <div>
                  <SubmitButton variant="secondary">{t("codes.make")}</SubmitButton>
                </div>
              </div>
            )}
          </Form>
        </Factor>
      )}
    </div>
  );
}

function Factor({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="grid gap-3 border-t pt-5 first:border-0 first:pt-0">
      <div>
        <h3 className="text-sm font-semibold">{title}</h3>
        <p className="mt-0.5 text-sm text-muted">{text}</p>
      </div>
      {children}
    </div>
  );
}

function Row({ name, since, children }: { name: ReactNode; since: Date; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-control bg-sunken py-1.5 ps-3 pe-1.5 text-sm">
      <span className="min-w-0">
        <span className="font-medium">{name}</span>{" "}
        <span className="figures text-muted">
          · <DateTime value={since} />
        </span>
      </span>
      {children}
    </div>
  );
}

function Remove({ action, values, name }: { action: FormAction<void>; values: Record<string, string>; name: string }) {
  const t = useTranslations("operator-security.remove");
  return (
    <ConfirmAction
      action={action}
      values={values}
      title={t("title", { name })}
      confirm={t("button")}
      done={t("done", { name })}
      danger
      trigger={
        <Button size="sm" variant="quiet">
          {t("button")}
        </Button>
      }
    >
      {t("text")}
    </ConfirmAction>
  );
}
