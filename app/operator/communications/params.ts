import { startOfDay } from "#lib/kernel/period.ts";
import { TEMPLATE_KEYS, type TemplateKey } from "#lib/messages/catalog.ts";
import { MESSAGE_STATUSES, type MessageFilters } from "#lib/messages/queries.ts";
import { choiceParam, cursorParam, dateParam, idParam, readParams, type SearchParams, textParam } from "#lib/web/page-params.ts";

const PARAMS = {
  q: textParam(),
  kind: choiceParam(["EMAIL", "SMS"]),
  status: choiceParam(MESSAGE_STATUSES),
  template: choiceParam(TEMPLATE_KEYS as [TemplateKey, ...TemplateKey[]]),
  customer: idParam(),
  from: dateParam(),
  to: dateParam(),
  cursor: cursorParam(),
  open: idParam(),
};

/** Reads the page's address; days are civil days of `timeZone`, both included. */
export async function readCommunicationParams(searchParams: SearchParams, timeZone: string) {
  const { q, kind, status, template, customer, from, to, cursor, open } = await readParams(PARAMS, searchParams);
  const filters: MessageFilters = {
    text: q,
    kind,
    status,
    templateKey: template,
    customerId: customer,
    from: from ? startOfDay(Temporal.PlainDate.from(from), timeZone) : null,
    until: to ? startOfDay(Temporal.PlainDate.from(to).add({ days: 1 }), timeZone) : null,
  };
  return { filters, kept: { q, kind, status, template, customer, from, to }, cursor, open };
}
