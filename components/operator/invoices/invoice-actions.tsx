"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { CircleDashed, RotateCcw } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { ConfirmAction } from "../confirm-action.tsx";
import { ForgiveForm } from "./forgive-form.tsx";

type Props = {
  invoiceId: string;
  held: boolean;
  /** What is left to pay, as read. */
  left: string;
  buyer: string;
  hold?: FormAction<void>;
  release?: FormAction<void>;
  tryNow?: FormAction<void>;
  forgive?: FormAction<void>;
};

/** What an operator may do to collect an unpaid invoice, or not to; an action that is not given is not offered. */
export function InvoiceActions({ invoiceId, held, left, buyer, hold, release, tryNow, forgive }: Props) {
  const t = useTranslations("operator-invoices.action");
  const values = { invoiceId };
  const holding = held ? release : hold;
  return (
    <>
      {tryNow && (
        <ConfirmAction
          trigger={
            <Button size="sm">
              <RotateCcw aria-hidden className="rtl:-scale-x-100" />
              {t("try")}
            </Button>
          }
          title={t("tryTitle", { left })}
          confirm={t("try")}
          done={t("tryDone")}
          action={tryNow}
          values={values}
        >
          {t("tryText")}
        </ConfirmAction>
      )}
      {holding && (
        <ConfirmAction
          trigger={
            <Button size="sm">
              <CircleDashed aria-hidden />
              {t(held ? "release" : "hold")}
            </Button>
          }
          title={t(held ? "releaseTitle" : "holdTitle")}
          confirm={t(held ? "release" : "hold")}
          done={t(held ? "releaseDone" : "holdDone")}
          action={holding}
          values={values}
        >
          {t(held ? "releaseText" : "holdText")}
        </ConfirmAction>
      )}
      {forgive && <ForgiveForm invoiceId={invoiceId} left={left} buyer={buyer} action={forgive} />}
    </>
  );
}
