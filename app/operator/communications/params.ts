import { TEMPLATE_KEYS, type TemplateKey } from "#lib/messages/catalog.ts";
import { MESSAGE_SORTS, MESSAGE_STATUSES, type MessageFilters } from "#lib/messages/queries.ts";
import { instantsOf } from "#lib/reports/days.ts";
import { LIST_PARAMS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, idParam, type SearchParams } from "#lib/web/lists/page-params.ts";

export const KINDS = ["EMAIL", "SMS"] as const;

const PARAMS = {
  ...LIST_PARAMS,
  kind: choiceParam(KINDS),
  status: choiceParam(MESSAGE_STATUSES),
  template: choiceParam(TEMPLATE_KEYS as [TemplateKey, ...TemplateKey[]]),
  customer: idParam(),
};

/** Reads the page's address; days are civil days of `timeZone`, both included. */
export async function readCommunicationParams(searchParams: SearchParams, timeZone: string) {
  const { asked, ...list } = await readList(PARAMS, MESSAGE_SORTS, searchParams);
  const { q, kind, status, template, customer } = asked;
  const filters: MessageFilters = {
    sorting: list.sorting,
    text: q,
    kind,
    status,
    templateKey: template,
    customerId: customer,
    ...instantsOf(asked, timeZone),
  };
  return { ...list, filters };
}
