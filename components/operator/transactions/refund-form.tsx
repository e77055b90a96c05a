"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox, RadioCards } from "#components/forms/choices.tsx";
import { Input, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form, useForm } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { DialogSubmit } from "#components/operator/dialog-submit.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Undo2 } from "#components/ui/icons.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Typed = { decimal: string; text: string };

type Props = {
  transactionId: string;
  action: FormAction<void>;
  /** What is left to give back: as typed, and as read. */
  left: Typed;
  /** What of the running period is not used yet; null where it does not run. */
  unused: Typed | null;
  /** Whether its gateway gives back any part, or only the whole; null where it gives nothing back. */
  asPaid: "partial" | "whole" | null;
  /** It pays for a subscription that could end with it. */
  mayEnd: boolean;
  /** Of a top-up not: it is there already. */
  toBalance: boolean;
  /** Somebody gives it back, and it is written down. */
  byHand: boolean;
  currency: string;
  payer: string;
};

/** Asks how much to give back, and why. */
export function RefundForm({ transactionId, action, left, unused, asPaid, mayEnd, toBalance, byHand, currency, payer }: Props) {
  const t = useTranslations("operator-transactions.refund");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const may = { method: asPaid !== null, balance: toBalance, byHand };
  const ways = (["method", "balance", "byHand"] as const).filter((way) => may[way]);
  const hints = [
    t("left", { amount: left.text }),
    unused && t("unused", { amount: unused.text }),
    asPaid === "whole" && t("whole", { amount: left.text }),
  ].filter(Boolean);
  const close = () => {
    setOpen(false);
    toast.add({ title: t("done") });
  };
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm">
          <Undo2 aria-hidden className="rtl:-scale-x-100" />
          {t("open")}
        </Button>
      }
      title={t("title")}
      description={t("description", { payer })}
      open={open}
      onOpenChange={setOpen}
    >
      <Form action={action} onDone={close} className="grid gap-4">
        <input type="hidden" name="transactionId" value={transactionId} />
        <input type="hidden" name="currency" value={currency} />
        <input type="hidden" name="left" value={left.decimal} />
        <FormMessage />
        <RadioCards
          name="to"
          legend={t("to")}
          options={ways.map((way) => ({
            value: way,
            label: t(`way.${way}`),
            description: way === "byHand" ? t("byHandHint") : undefined,
          }))}
          defaultValue={ways[0]}
        />
        <Field name="amount" label={t("amount", { currency })} hint={hints.join(" ")} required>
          <Input inputMode="decimal" defaultValue={left.decimal} className="figures" autoComplete="off" />
        </Field>
        {byHand && <OnceMore />}
        {mayEnd && <Checkbox name="ends" label={t("ends")} hint={t("endsHint")} />}
        <Field name="reason" label={t("reason")} hint={t("reasonHint")} required>
          <Textarea rows={2} maxLength={300} />
        </Field>
        <DialogSubmit danger>{t("submit")}</DialogSubmit>
      </Form>
    </Dialog>
  );
}

/** Offered where as much is written down of another payment, and what was chosen stays. */
function OnceMore() {
  const t = useTranslations("operator-transactions.refund");
  const { state } = useForm();
  return state.code === "given_beside" || state.values?.again ? <Checkbox name="again" label={t("again")} /> : null;
}
