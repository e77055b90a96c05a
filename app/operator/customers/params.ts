import { CUSTOMER_SORTS, CUSTOMER_STATES, type CustomerFilter } from "#lib/reports/customer-list.ts";
import { LIST_PARAMS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, countryParam, type SearchParams } from "#lib/web/lists/page-params.ts";

const PARAMS = { ...LIST_PARAMS, state: choiceParam(CUSTOMER_STATES), country: countryParam(), charges: choiceParam(["waiting"]) };

/** Reads the page's address. */
export async function readCustomerParams(searchParams: SearchParams) {
  const { asked, ...list } = await readList(PARAMS, CUSTOMER_SORTS, searchParams);
  const filter: CustomerFilter = { ...asked, sorting: list.sorting };
  return { ...list, filter };
}
