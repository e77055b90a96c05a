import { TEMPLATE_KEYS } from "#lib/messages/catalog.ts";
import { MESSAGE_SORTS, type MessageFilters } from "#lib/messages/sending/queries.ts";
import { MESSAGE_KINDS, MESSAGE_STATUSES } from "#lib/messages/state.ts";
import { instantsOf } from "#lib/reports/days.ts";
import { LIST_PARAMS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, idParam, type SearchParams } from "#lib/web/lists/page-params.ts";

const PARAMS = {
  ...LIST_PARAMS,
  kind: choiceParam(MESSAGE_KINDS),
  status: choiceParam(MESSAGE_STATUSES),
  template: choiceParam(TEMPLATE_KEYS),
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
