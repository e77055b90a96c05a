import type { Document, Line, Party, Tax, TaxGroup } from "./en16931.ts";
import { el, maybe, writeXml, type Xml } from "./xml.ts";

const UN = "urn:un:unece:uncefact:data:standard";

/** The document as UN/CEFACT Cross Industry Invoice D16B, the other syntax of EN 16931: what Factur-X and ZUGFeRD put into the PDF. */
export function ciiOf(document: Document): string {
  const { currency } = document;
  return writeXml(
    el(
      "rsm:CrossIndustryInvoice",
      [
        el("rsm:ExchangedDocumentContext", [
          el("ram:GuidelineSpecifiedDocumentContextParameter", [el("ram:ID", "urn:cen.eu:en16931:2017")]),
        ]),
        el("rsm:ExchangedDocument", [
          el("ram:ID", document.number),
          el("ram:TypeCode", document.isCredit ? "381" : "380"),
          el("ram:IssueDateTime", [day(document.issued)]),
        ]),
        el("rsm:SupplyChainTradeTransaction", [
          ...document.lines.map(item),
          el("ram:ApplicableHeaderTradeAgreement", [
            el("ram:BuyerReference", document.buyer.name),
            party("ram:SellerTradeParty", document.seller),
            party("ram:BuyerTradeParty", document.buyer),
          ]),
          el("ram:ApplicableHeaderTradeDelivery", []),
          el("ram:ApplicableHeaderTradeSettlement", [
            el("ram:InvoiceCurrencyCode", currency),
            el("ram:SpecifiedTradeSettlementPaymentMeans", [el("ram:TypeCode", document.means)]),
            ...document.groups.map(group),
            period(document.from, document.to),
            document.isCredit ? null : el("ram:SpecifiedTradePaymentTerms", [el("ram:DueDateDateTime", [day(document.due)])]),
            el("ram:SpecifiedTradeSettlementHeaderMonetarySummation", [
              el("ram:LineTotalAmount", document.net),
              el("ram:TaxBasisTotalAmount", document.net),
              el("ram:TaxTotalAmount", document.tax, { currencyID: currency }),
              el("ram:GrandTotalAmount", document.gross),
              el("ram:TotalPrepaidAmount", document.prepaid),
              el("ram:DuePayableAmount", document.payable),
            ]),
            document.corrects && billed(document.corrects),
          ]),
        ]),
      ],
      {
        "xmlns:rsm": `${UN}:CrossIndustryInvoice:100`,
        "xmlns:ram": `${UN}:ReusableAggregateBusinessInformationEntity:100`,
        "xmlns:qdt": `${UN}:QualifiedDataType:100`,
        "xmlns:udt": `${UN}:UnqualifiedDataType:100`,
      },
    ),
  );
}

function day(date: string, name = "udt:DateTimeString"): Xml {
  return el(name, date.replaceAll("-", ""), { format: "102" });
}

function period(from: string | null, to: string | null): Xml | null {
  return from && to ? el("ram:BillingSpecifiedPeriod", [el("ram:StartDateTime", [day(from)]), el("ram:EndDateTime", [day(to)])]) : null;
}

function billed({ number, issued }: NonNullable<Document["corrects"]>): Xml {
  return el("ram:InvoiceReferencedDocument", [
    el("ram:IssuerAssignedID", number),
    el("ram:FormattedIssueDateTime", [day(issued, "qdt:DateTimeString")]),
  ]);
}

function party(name: string, { contact, email, addressLines, country, vatId, id, ...known }: Party): Xml {
  const [one, two, ...rest] = addressLines;
  return el(name, [
    el("ram:Name", known.name),
    id ? el("ram:SpecifiedLegalOrganization", [el("ram:ID", id)]) : null,
    contact ? el("ram:DefinedTradeContact", [el("ram:PersonName", contact)]) : null,
    el("ram:PostalTradeAddress", [
      maybe("ram:LineOne", one),
      maybe("ram:LineTwo", two),
      maybe("ram:LineThree", rest.join(", ")),
      el("ram:CountryID", country),
    ]),
    email ? el("ram:URIUniversalCommunication", [el("ram:URIID", email, { schemeID: "EM" })]) : null,
    vatId ? el("ram:SpecifiedTaxRegistration", [el("ram:ID", vatId, { schemeID: "VA" })]) : null,
  ]);
}

function percent({ category, percent: rate }: Tax): Xml | null {
  return category === "O" ? null : el("ram:RateApplicablePercent", rate);
}

function group(of: TaxGroup): Xml {
  return el("ram:ApplicableTradeTax", [
    el("ram:CalculatedAmount", of.tax),
    el("ram:TypeCode", "VAT"),
    maybe("ram:ExemptionReason", of.reason),
    el("ram:BasisAmount", of.taxable),
    el("ram:CategoryCode", of.category),
    maybe("ram:ExemptionReasonCode", of.reasonCode),
    percent(of),
  ]);
}

function item(line: Line): Xml {
  return el("ram:IncludedSupplyChainTradeLineItem", [
    el("ram:AssociatedDocumentLineDocument", [el("ram:LineID", line.id)]),
    el("ram:SpecifiedTradeProduct", [el("ram:Name", line.name)]),
    el("ram:SpecifiedLineTradeAgreement", [
      el("ram:NetPriceProductTradePrice", [el("ram:ChargeAmount", line.price), el("ram:BasisQuantity", line.base, { unitCode: "C62" })]),
    ]),
    el("ram:SpecifiedLineTradeDelivery", [el("ram:BilledQuantity", line.quantity, { unitCode: "C62" })]),
    el("ram:SpecifiedLineTradeSettlement", [
      el("ram:ApplicableTradeTax", [el("ram:TypeCode", "VAT"), el("ram:CategoryCode", line.tax.category), percent(line.tax)]),
      period(line.from, line.to),
      line.allowance ? allowance(line.allowance) : null,
      el("ram:SpecifiedTradeSettlementLineMonetarySummation", [el("ram:LineTotalAmount", line.net)]),
    ]),
  ]);
}

function allowance(amount: string): Xml {
  return el("ram:SpecifiedTradeAllowanceCharge", [
    el("ram:ChargeIndicator", [el("udt:Indicator", "false")]),
    el("ram:ActualAmount", amount),
    el("ram:ReasonCode", "95"),
    el("ram:Reason", "Discount"),
  ]);
}
