import { jsonBytes } from "./encode.ts";
import { type Id, TAG } from "./ids.ts";
import { isTaxed } from "./prices.ts";
import { CURRENCIES } from "./shop.ts";
import type { Bill, Credit, Story } from "./story.ts";

const SELLER = jsonBytes({
  legalName: "Lumo TV GmbH",
  addressLines: ["10119 Berlin"],
  country: "DE",
  timeZone: "Europe/Berlin",
});
const ONE = 1;

type Status = "OPEN" | "PAID" | "VOID" | "UNCOLLECTIBLE";

/** An invoice as it is at the end of the story, with its lines. `voidedAt`: nobody paid for what was ordered. */
export function writeInvoice(story: Story, bill: Bill, voidedAt: number | null = null): void {
  const { id, sub, order, cycle, priced, at, issuedAt } = bill;
  const paidAt = story.happened(bill.paidAt) ? bill.paidAt : null;
  const status: Status = paidAt ? "PAID" : voidedAt ? "VOID" : story.happened(bill.lostAt) ? "UNCOLLECTIBLE" : "OPEN";
  const numbered = issuedAt === null ? null : story.nextNumber("", issuedAt);
  const { region, buyer, id: customer } = sub.viewer;
  const row = story.rows.Invoice.begin().id(id).text("INVOICE").text(numbered?.number).text(numbered?.series);
  row.int(numbered?.sequence).text(status).id(customer).id(sub.id).id(order).none().int(cycle);
  row
    .at(issuedAt === null ? null : bill.start)
    .at(issuedAt === null ? null : bill.end)
    .text(CURRENCIES[region.currency]);
  row
    .big(priced.subtotal)
    .big(priced.discount)
    .big(priced.tax)
    .big(priced.total)
    .big(paidAt ? priced.total : 0);
  row
    .big(bill.credit ? bill.credit.amount : 0)
    .text(isTaxed(region.country) ? "standard" : "outside_scope")
    .json(SELLER)
    .json(buyer);
  row.at(at).at(issuedAt).at(at).at(paidAt).at(voidedAt).int(bill.attempts).at(bill.nextAttemptAt);
  writeLines(story, bill);
}

function writeLines({ rows }: Story, { n, id, at, sub, offer, item, priced }: Bill): void {
  const { country } = sub.viewer.region;
  for (const [index, line] of priced.lines.entries()) {
    const row = rows.InvoiceLine.begin()
      .newId(TAG.LINE + index, at, n)
      .id(id)
      .int(index + ONE)
      .text(line.kind)
      .bytes(offer.name);
    row.big(line.unitAmount).big(line.discount).big(line.net).big(line.tax).big(line.total).int(priced.ratePpm);
    row
      .text(priced.ratePpm > 0 ? "VAT" : "")
      .text(country)
      .bytes(offer.planId)
      .bytes(offer.priceId)
      .id(item);
  }
}

/** The credit note of a refund. Returns its id. */
export function writeCreditNote(story: Story, { n, id: of, sub, offer, order, priced }: Bill, { at, amount, tax, lines }: Credit): Id {
  const { region, buyer, id: customer } = sub.viewer;
  const id = { tag: TAG.CREDIT_NOTE, ms: at, n };
  const { number, series, sequence } = story.nextNumber("CN-", at);
  const row = story.rows.Invoice.begin().id(id).text("CREDIT_NOTE").text(number).text(series).int(sequence).text("PAID").id(customer);
  row
    .id(sub.id)
    .id(order)
    .id(of)
    .none()
    .none()
    .none()
    .text(CURRENCIES[region.currency])
    .big(amount - tax)
    .big(0)
    .big(tax)
    .big(amount);
  row
    .big(0)
    .big(0)
    .text(isTaxed(region.country) ? "standard" : "outside_scope")
    .json(SELLER)
    .json(buyer);
  row.at(at).at(at).none().at(at).none().int(0).none();
  for (const [index, line] of lines.entries()) {
    if (line.total === 0) continue;
    const written = story.rows.InvoiceLine.begin()
      .newId(TAG.CREDIT_LINE + index, at, n)
      .id(id)
      .int(index + ONE);
    written.text(priced.lines[index].kind).bytes(offer.name).big(line.total).big(0).big(line.net).big(line.tax).big(line.total);
    written
      .int(priced.ratePpm)
      .text(priced.ratePpm > 0 ? "VAT" : "")
      .text(region.country)
      .bytes(offer.planId)
      .bytes(offer.priceId)
      .none();
  }
  return id;
}
