import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { AnswerState } from "#components/operator/disputes/answer-state.tsx";
import { DisputeFacts } from "#components/operator/disputes/dispute-facts.tsx";
import { EvidenceFiles } from "#components/operator/disputes/evidence-files.tsx";
import { EvidenceForm } from "#components/operator/disputes/evidence-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { EVIDENCE_FILES, EVIDENCE_TEXTS } from "#lib/payments/gateway-disputes.ts";
import { type DisputeDetails, disputeDetails } from "#lib/reports/dispute-details.ts";
import { dropEvidence, handIn, saveEvidence } from "../actions.ts";

type Params = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator-disputes");
  return { title: t("title") };
}

export default async function DisputePage({ params }: Params) {
  const operator = await requireOperator();
  const [dispute, t] = await Promise.all([found(params), getTranslations("operator-disputes")]);
  const { id, transaction, rules, draft } = dispute;
  const mayAnswer = rules !== null && may(operator.role, "disputes.answer");
  const back = `/operator/transactions?open=${transaction.id}`;
  return (
    <>
      <PageHeader
        back={{ href: back, label: t("back", { number: transaction.number }) }}
        title={t("title")}
        actions={
          mayAnswer && (
            <>
              <ConfirmAction
                trigger={<Button size="sm">{t("accept.open")}</Button>}
                title={t("accept.title")}
                confirm={t("accept.confirm")}
                done={t("accept.done")}
                danger
                action={handIn}
                values={{ disputeId: id, does: "accept" }}
              >
                {t("accept.text")}
              </ConfirmAction>
              {draft && (
                <ConfirmAction
                  trigger={
                    <Button size="sm" variant="primary">
                      {t("contest.open")}
                    </Button>
                  }
                  title={t("contest.title")}
                  confirm={t("contest.confirm")}
                  done={t("contest.done")}
                  action={handIn}
                  values={{ disputeId: id, does: "contest" }}
                >
                  {t("contest.text")}
                </ConfirmAction>
              )}
            </>
          )
        }
      />
      <AnswerState dispute={dispute} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-5">
          {mayAnswer && (
            <Section title={t("evidence.title")} description={t("evidence.description")}>
              <EvidenceForm
                disputeId={id}
                texts={dispute.texts}
                rules={rules}
                kinds={{ texts: EVIDENCE_TEXTS, files: EVIDENCE_FILES }}
                action={saveEvidence}
              />
            </Section>
          )}
          {(draft ?? dispute.handedIn) && (
            <EvidenceFiles answer={(draft ?? dispute.handedIn)!} remove={mayAnswer ? dropEvidence : undefined} />
          )}
        </div>
        <DisputeFacts dispute={dispute} />
      </div>
    </>
  );
}

async function found(params: Params["params"]): Promise<DisputeDetails> {
  const id = z.uuid().safeParse((await params).id);
  return (id.success && (await disputeDetails(id.data))) || notFound();
}
