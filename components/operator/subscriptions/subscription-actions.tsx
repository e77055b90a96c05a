"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Ban, BellRing, CalendarX2, CirclePause, Repeat, RotateCcw } from "#components/ui/icons.tsx";
import type { Cancels } from "#lib/subscriptions/cancellation.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { ConfirmAction } from "../confirm-action.tsx";
import { CancelReason } from "./cancel-reason.tsx";

type Props = {
  subscriptionId: string;
  /** `cancels`: what canceling does now, null when there is nothing left to cancel. */
  state: {
    live: boolean;
    canceling: boolean;
    undoable: boolean;
    pastDue: boolean;
    paused: "now" | "later" | null;
    cancels: Cancels | null;
  };
  cancel?: FormAction<void>;
  undo?: FormAction<void>;
  remind?: FormAction<void>;
  /** Takes a scheduled change back. */
  drop?: FormAction<void>;
  /** Resumes what is paused, or drops a pause that is to come. */
  resume?: FormAction<void>;
  /** Where it is paused. */
  pause?: string;
  /** Where the plan is changed. */
  change?: string;
};

/** What an operator may do with a subscription; an action that is not given is not offered. */
export function SubscriptionActions({ subscriptionId, state, cancel, undo, remind, drop, change, pause, resume }: Props) {
  const t = useTranslations("operator-subscriptions.action");
  const values = { subscriptionId };
  if (!state.live) return null;
  return (
    <>
      {remind && !state.canceling && !state.pastDue && state.paused !== "later" && (
        <ConfirmAction
          trigger={
            <Button size="sm">
              <BellRing aria-hidden />
              {t("remind")}
            </Button>
          }
          title={t("remindTitle")}
          confirm={t("remindConfirm")}
          done={t("remindDone")}
          action={remind}
          values={values}
        >
          {t("remindText")}
        </ConfirmAction>
      )}
      {change && !state.canceling && !state.pastDue && !state.paused && (
        <Link href={change} className={buttonClass({ size: "sm" })}>
          <Repeat aria-hidden />
          {t("change")}
        </Link>
      )}
      {pause && (
        <Link href={pause} className={buttonClass({ size: "sm" })}>
          <CirclePause aria-hidden />
          {t("pause")}
        </Link>
      )}
      {resume && state.paused && (
        <ConfirmAction
          trigger={
            <Button size="sm">
              <RotateCcw aria-hidden className="rtl:-scale-x-100" />
              {t(state.paused === "now" ? "resume" : "dropPause")}
            </Button>
          }
          title={t("resumeTitle")}
          confirm={t(state.paused === "now" ? "resume" : "dropPause")}
          done={t("resumeDone")}
          action={resume}
          values={values}
        >
          {t(state.paused === "now" ? "resumeText" : "dropPauseText")}
        </ConfirmAction>
      )}
      {drop && (
        <ConfirmAction
          trigger={
            <Button size="sm">
              <RotateCcw aria-hidden className="rtl:-scale-x-100" />
              {t("drop")}
            </Button>
          }
          title={t("dropTitle")}
          confirm={t("drop")}
          done={t("dropDone")}
          action={drop}
          values={values}
        >
          {t("dropText")}
        </ConfirmAction>
      )}
      {undo && state.undoable && (
        <ConfirmAction
          trigger={
            <Button size="sm">
              <RotateCcw aria-hidden className="rtl:-scale-x-100" />
              {t("undo")}
            </Button>
          }
          title={t("undoTitle")}
          confirm={t("undo")}
          done={t("undoDone")}
          action={undo}
          values={values}
        >
          {t("undoText")}
        </ConfirmAction>
      )}
      {cancel && !state.canceling && state.cancels === "at_period_end" && (
        <ConfirmAction
          trigger={
            <Button size="sm">
              <CalendarX2 aria-hidden />
              {t("cancelAtEnd")}
            </Button>
          }
          title={t("cancelAtEndTitle")}
          confirm={t("cancelAtEnd")}
          done={t("cancelAtEndDone")}
          action={cancel}
          values={{ ...values, when: "period_end" }}
        >
          {t("cancelAtEndText")}
          <CancelReason />
        </ConfirmAction>
      )}
      {cancel && state.cancels && (
        <ConfirmAction
          danger
          trigger={
            <Button size="sm" variant="danger">
              <Ban aria-hidden />
              {t("cancelNow")}
            </Button>
          }
          title={t("cancelNowTitle")}
          confirm={t("cancelNow")}
          done={t("cancelNowDone")}
          action={cancel}
          values={{ ...values, when: "now" }}
        >
          {t("cancelNowText")}
          <CancelReason />
        </ConfirmAction>
      )}
    </>
  );
}
