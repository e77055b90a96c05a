import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fact, Facts } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { MessageDetails } from "#lib/messages/sending/queries.ts";
import { useCarrierName } from "../plugin-names.ts";
import { useTemplateName } from "../template-name.ts";

const link = "font-medium text-brand-ink underline-offset-2 hover:underline";

/** Recipient, template and version, provider, reference, attempts, and what the message belongs to. */
export function MessageFacts({ message, hrefOf }: { message: MessageDetails; hrefOf: (id: string) => string }) {
  const t = useTranslations("operator-communications");
  const name = useTemplateName();
  const carrierName = useCarrierName();
  const template = `/operator/templates/${message.templateKey}/${message.kind.toLowerCase()}/${message.locale}`;
  return (
    <Facts>
      <Fact label={t("fact.recipient")}>
        <bdi>{message.recipient}</bdi>
      </Fact>
      {message.customer && (
        <Fact label={t("fact.customer")}>
          <Link href={`/operator/customers/${message.customer.id}`} className={link}>
            {message.customer.name}
          </Link>
        </Fact>
      )}
      <Fact label={t("fact.template")}>
        <Link href={`${template}?version=${message.version.number}`} className={link}>
          {t("version", { name: name(message.templateKey), number: message.version.number })}
        </Link>{" "}
        <span className="text-muted">{t(`language.${message.locale}`)}</span>
      </Fact>
      {message.channel && <Fact label={t("fact.channel")}>{carrierName(message.channel)}</Fact>}
      {message.providerReference && (
        <Fact label={t("fact.reference")}>
          <span className="inline-flex max-w-full items-center gap-1">
            <code className="truncate text-xs">{message.providerReference}</code>
            <CopyButton value={message.providerReference} />
          </span>
        </Fact>
      )}
      <Fact label={t("fact.attempts")}>{message.attempts}</Fact>
      {message.nextAttemptAt && (
        <Fact label={t("fact.nextAttempt")}>
          <DateTime value={message.nextAttemptAt} />
        </Fact>
      )}
      {message.sentAt && (
        <Fact label={t("fact.sent")}>
          <DateTime value={message.sentAt} />
        </Fact>
      )}
      {message.error && <Fact label={t("fact.error")}>{message.error}</Fact>}
      {message.transactionId && (
        <Fact label={t("fact.transaction")}>
          <Link href={`/operator/transactions?open=${message.transactionId}`} className={link}>
            {t("openTransaction")}
          </Link>
        </Fact>
      )}
      {message.subscriptionId && (
        <Fact label={t("fact.subscription")}>
          <Link href={`/operator/subscriptions?open=${message.subscriptionId}`} className={link}>
            {t("openSubscription")}
          </Link>
        </Fact>
      )}
      {message.original && (
        <Fact label={t("fact.original")}>
          <Link href={hrefOf(message.original.id)} scroll={false} className={link}>
            {t("number", { number: message.original.number })}
          </Link>
        </Fact>
      )}
      {message.copies.length > 0 && (
        <Fact label={t("fact.copies")}>
          {message.copies.map((copy) => (
            <Link key={copy.id} href={hrefOf(copy.id)} scroll={false} className={`${link} me-2`}>
              {t("number", { number: copy.number })}
            </Link>
          ))}
        </Fact>
      )}
    </Facts>
  );
}
