import type { Document, Line, Party, Tax, TaxGroup } from "./en16931.ts";
import { el, maybe, writeXml, type Xml } from "./xml.ts";

const UBL = "urn:oasis:names:specification:ubl:schema:xsd";
const CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
const PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

/** The document as UBL 2.1, which EN 16931 names as one of its two syntaxes, in the way of Peppol BIS Billing 3.0. */
export function ublOf(document: Document): string {
  const { isCredit, currency } = document;
  const root = isCredit ? "CreditNote" : "Invoice";
  const money = (name: string, amount: string) => el(`cbc:${name}`, amount, { currencyID: currency });
  return writeXml(
    el(
      root,
      [
        el("cbc:CustomizationID", CUSTOMIZATION),
        el("cbc:ProfileID", PROFILE),
        el("cbc:ID", document.number),
        el("cbc:IssueDate", document.issued),
        isCredit ? null : el("cbc:DueDate", document.due),
        el(`cbc:${root}TypeCode`, isCredit ? "381" : "380"),
        el("cbc:DocumentCurrencyCode", currency),
        el("cbc:BuyerReference", document.buyer.name),
        period(document.from, document.to),
        document.corrects && billed(document.corrects),
        el("cac:AccountingSupplierParty", [party(document.seller)]),
        el("cac:AccountingCustomerParty", [party(document.buyer)]),
        el("cac:PaymentMeans", [el("cbc:PaymentMeansCode", document.means)]),
        el("cac:TaxTotal", [money("TaxAmount", document.tax), ...document.groups.map((group) => subtotal(group, money))]),
        el("cac:LegalMonetaryTotal", [
          money("LineExtensionAmount", document.net),
          money("TaxExclusiveAmount", document.net),
          money("TaxInclusiveAmount", document.gross),
          money("PrepaidAmount", document.prepaid),
          money("PayableAmount", document.payable),
        ]),
        ...document.lines.map((line) => item(line, isCredit, money)),
      ],
      {
        xmlns: `${UBL}:${root}-2`,
        "xmlns:cac": `${UBL}:CommonAggregateComponents-2`,
        "xmlns:cbc": `${UBL}:CommonBasicComponents-2`,
      },
    ),
  );
}

type Money = (name: string, amount: string) => Xml;

function period(from: string | null, to: string | null): Xml | null {
  return from && to ? el("cac:InvoicePeriod", [el("cbc:StartDate", from), el("cbc:EndDate", to)]) : null;
}

function billed({ number, issued }: NonNullable<Document["corrects"]>): Xml {
  return el("cac:BillingReference", [el("cac:InvoiceDocumentReference", [el("cbc:ID", number), el("cbc:IssueDate", issued)])]);
}

function party({ name, contact, email, addressLines, country, vatId, id }: Party): Xml {
  const [street, more, ...rest] = addressLines;
  return el("cac:Party", [
    maybe("cbc:EndpointID", email, { schemeID: "EM" }),
    el("cac:PostalAddress", [
      maybe("cbc:StreetName", street),
      maybe("cbc:AdditionalStreetName", more),
      rest.length > 0 ? el("cac:AddressLine", [el("cbc:Line", rest.join(", "))]) : null,
      el("cac:Country", [el("cbc:IdentificationCode", country)]),
    ]),
    vatId ? el("cac:PartyTaxScheme", [el("cbc:CompanyID", vatId), scheme()]) : null,
    el("cac:PartyLegalEntity", [el("cbc:RegistrationName", name), maybe("cbc:CompanyID", id)]),
    contact || email ? el("cac:Contact", [maybe("cbc:Name", contact), maybe("cbc:ElectronicMail", email)]) : null,
  ]);
}

function scheme(): Xml {
  return el("cac:TaxScheme", [el("cbc:ID", "VAT")]);
}

function percent({ category, percent: rate }: Tax): Xml | null {
  return category === "O" ? null : el("cbc:Percent", rate);
}

function subtotal(group: TaxGroup, money: Money): Xml {
  return el("cac:TaxSubtotal", [
    money("TaxableAmount", group.taxable),
    money("TaxAmount", group.tax),
    el("cac:TaxCategory", [
      el("cbc:ID", group.category),
      percent(group),
      maybe("cbc:TaxExemptionReasonCode", group.reasonCode),
      maybe("cbc:TaxExemptionReason", group.reason),
      scheme(),
    ]),
  ]);
}

function item(line: Line, isCredit: boolean, money: Money): Xml {
  return el(
    isCredit ? "cac:CreditNoteLine" : "cac:InvoiceLine",
    [
      el("cbc:ID", line.id),
      el(isCredit ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", line.quantity, { unitCode: "C62" }),
      money("LineExtensionAmount", line.net),
      period(line.from, line.to),
      line.allowance &&
        el("cac:AllowanceCharge", [
          el("cbc:ChargeIndicator", "false"),
          el("cbc:AllowanceChargeReasonCode", "95"),
          el("cbc:AllowanceChargeReason", "Discount"),
          money("Amount", line.allowance),
        ]),
      el("cac:Item", [
        el("cbc:Name", line.name),
        el("cac:ClassifiedTaxCategory", [el("cbc:ID", line.tax.category), percent(line.tax), scheme()]),
      ]),
      el("cac:Price", [money("PriceAmount", line.price), el("cbc:BaseQuantity", line.base, { unitCode: "C62" })]),
    ].map((child) => child || null),
  );
}
