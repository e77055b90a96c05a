import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import errors from "#i18n/en/errors.json";

/** What a caller that is no page may send to each verb, and what it is told at which field. */
const REFUSED: Record<string, [input: object, field: string, code: string]> = {
  addCodesInput: [{ count: "10001" }, "count", "out_of_range"],
  addMethodByLinkInput: [{ token: "t" }, "gateway", "required"],
  addMethodInput: [{ replaces: "mine" }, "gateway", "required"],
  addNoteInput: [{ text: " \u200b " }, "text", "required"],
  addPasskeyInput: [{ name: "Phone", response: "{" }, "response", "passkey_failed"],
  agreePriceInput: [{ subscriptionId: "mine" }, "subscriptionId", "invalid"],
  archiveCouponInput: [{ id: "SUMMER" }, "id", "invalid"],
  archivePriceInput: [{ id: 7 }, "id", "invalid"],
  askForExportInput: [{ list: "secrets", format: "CSV" }, "list", "invalid"],
  buyPlanInput: [{ consent: "" }, "consent", "consent_missing"],
  buyGiftInput: [{ toEmail: "nobody", country: "DE" }, "toEmail", "invalid_email"],
  buyTopUpInput: [{ currency: "EUR", amount: "0", gateway: "sandbox" }, "amount", "top_up_missing"],
  cancelNowInput: [{ shown: 5 }, "shown", "invalid"],
  cancelPlanInput: [{ when: "yesterday" }, "when", "invalid"],
  changeCompanyInput: [{ country: "XX" }, "country", "invalid_country"],
  changeOperatorPasswordInput: [{ newPassword: "a-short-one" }, "newPassword", "password_too_short_operator"],
  changePlanInput: [{ time: "tomorrow" }, "time", "invalid"],
  changeRoleInput: [{ role: "KING" }, "role", "invalid"],
  changeSettingsInput: [{ dunning: { retryAfterDays: [] } }, "dunning.retryAfterDays", "required"],
  changeViewerPasswordInput: [{ newPassword: "short" }, "newPassword", "password_too_short"],
  changeViewInput: [{ id: "00000000-0000-4000-8000-000000000000", name: " " }, "name", "required"],
  checkDraftInput: [{ body: "x".repeat(20_001) }, "body", "too_long"],
  chooseDigestInput: [{ digest: "HOURLY" }, "digest", "invalid"],
  chooseMethodInput: [{}, "methodId", "invalid"],
  confirmReturnInput: [{ orderId: "7" }, "orderId", "invalid"],
  confirmTotpInput: [{ code: "1".repeat(61) }, "code", "invalid_code"],
  confirmWithPasswordInput: [{ password: "" }, "password", "required"],
  countVisitInput: [{ step: "PAID" }, "step", "invalid"],
  dealWithNoticeInput: [{ noticeId: "00000000-0000-4000-8000-000000000000", note: " " }, "note", "required"],
  decideChargeInput: [{}, "chargeId", "invalid"],
  decideDifferenceInput: [{ differenceId: "00000000-0000-4000-8000-000000000000", decision: "NOT_OURS", note: " " }, "note", "required"],
  deleteExportInput: [{ exportId: "mine" }, "exportId", "invalid"],
  deleteViewInput: [{ id: "mine" }, "id", "invalid"],
  dropChangeInput: [{}, "subscriptionId", "invalid"],
  endOtherSessionInput: [{ id: "" }, "id", "invalid"],
  followMethodLinkInput: [{ token: "x".repeat(101) }, "token", "invalid"],
  giveCreditInput: [
    { customerId: "00000000-0000-4000-8000-000000000000", currency: "EUR", amount: "0", reason: "Sorry" },
    "amount",
    "invalid_amount",
  ],
  giveNoticeInput: [{ kind: "perhaps" }, "kind", "invalid"],
  inviteOperatorInput: [{ email: "nobody" }, "email", "invalid_email"],
  keepLookInput: [{ list: "transactions", columns: ["password"] }, "columns", "invalid"],
  letTestInput: [{ allowed: "on" }, "purchaseId", "invalid"],
  linkPurchaseInput: [{ purchaseId: "00000000-0000-4000-8000-000000000000", email: "nobody" }, "email", "invalid_email"],
  makeVouchersInput: [{ name: "Kiosk", count: "5000", currency: "EUR", amount: "5.00" }, "count", "out_of_range"],
  mapProductInput: [{ planId: "00000000-0000-4000-8000-000000000000", store: "apple", productId: "a b" }, "productId", "invalid_product"],
  movePriceInput: [{ noticeDays: "0" }, "noticeDays", "out_of_range"],
  linkPaymentInput: [{ differenceId: "00000000-0000-4000-8000-000000000000", invoice: " " }, "invoice", "required"],
  moveClockInput: [{ step: "year" }, "step", "invalid"],
  movePlanInput: [{ direction: "left" }, "direction", "invalid"],
  passCheckInput: [{ who: "w" }, "answer", "check_missing"],
  passWithCodeInput: [{}, "code", "required"],
  payByLinkInput: [{ gateway: "sandbox", token: "x".repeat(101) }, "token", "invalid"],
  pausePlanInput: [{ when: "tomorrow" }, "when", "required"],
  payInvoiceInput: [{ anew: "perhaps" }, "anew", "invalid"],
  provePasskeyInput: [{}, "response", "required"],
  quoteOrderInput: [{ currency: "euro" }, "currency", "invalid_currency"],
  recordFirstLoginInput: [{ at: "2999-01-01T00:00:00Z" }, "at", "invalid"],
  proposeChargeInput: [{ customerId: "mine" }, "customerId", "invalid"],
  recordPaymentInput: [{ amount: 5n, means: "card" }, "means", "invalid"],
  recordAheadInput: [
    { subscriptionId: "00000000-0000-4000-8000-000000000000", amount: "ten", currency: "EUR", means: "cash", reference: "till" },
    "amount",
    "invalid_amount",
  ],
  recordLineInput: [{ lineId: "00000000-0000-4000-8000-000000000000", to: " " }, "to", "required"],
  recordListedInput: [{ after: "no" }, "after", "invalid"],
  recordMatchesInput: [{ lineIds: ["no"] }, "lineIds.0", "invalid"],
  ignoreLineInput: [{ lineId: "no" }, "lineId", "invalid"],
  importByLayoutInput: [{ separator: "comma", head: "1", dates: "dmy", decimal: "point", date: "x" }, "uploadId", "invalid"],
  keepPieceInput: [{ fileName: "a.xml", at: "x" }, "at", "invalid_number"],
  receiveUploadInput: [{ uploadId: "no" }, "uploadId", "invalid"],
  removeLayoutInput: [{ layoutId: "no" }, "layoutId", "invalid"],
  importStatementInput: [{ fileName: "a.xml" }, "file", "required"],
  redeemGiftInput: [{}, "code", "required"],
  redeemVoucherInput: [{ outcome: "plan" }, "code", "required"],
  answerDisputeInput: [{ disputeId: "00000000-0000-4000-8000-000000000000", does: "nothing" }, "does", "invalid"],
  removeEvidenceInput: [{ fileId: "mine" }, "fileId", "invalid"],
  writeEvidenceInput: [{ disputeId: "00000000-0000-4000-8000-000000000000", other: "x".repeat(5001) }, "other", "too_long"],
  refundPaymentInput: [
    { transactionId: "00000000-0000-4000-8000-000000000000", currency: "JPY", amount: "5.00", left: "5", reason: "late" },
    "amount",
    "invalid_amount",
  ],
  remindCustomerInput: [{}, "subscriptionId", "invalid"],
  removeFactorInput: [{ id: "" }, "id", "invalid"],
  removeMethodInput: [{}, "methodId", "invalid"],
  removeTaxRateInput: [{}, "id", "invalid"],
  askVatNumberInput: [{}, "customerId", "invalid"],
  collectNowInput: [{}, "invoiceId", "invalid"],
  forgiveInvoiceInput: [{ invoiceId: "00000000-0000-4000-8000-000000000000", reason: " " }, "reason", "required"],
  holdCollectionInput: [{}, "invoiceId", "invalid"],
  releaseCollectionInput: [{}, "invoiceId", "invalid"],
  renewServiceLoginInput: [{}, "customerId", "invalid"],
  replayEventInput: [{}, "id", "invalid"],
  reportFirstLoginInput: [{ userId: "TV\0" }, "userId", "invalid"],
  reportStorePurchaseInput: [{ store: "apple", customerId: "me", proof: "p" }, "customerId", "invalid"],
  requestPasswordResetInput: [{}, "email", "required"],
  resendMessageInput: [{}, "id", "invalid"],
  resetFactorsInput: [{}, "id", "invalid"],
  resetOperatorPasswordInput: [{ password: "correct horse".repeat(16) }, "password", "password_too_long"],
  resetViewerPasswordInput: [{ password: "password12" }, "password", "password_common"],
  restoreTemplateInput: [{ version: 0 }, "version", "invalid"],
  resumePlanInput: [{ subscriptionId: "1" }, "subscriptionId", "invalid"],
  retryOrderInput: [{}, "orderId", "invalid"],
  revokeCodesInput: [{ batchId: "all" }, "batchId", "invalid"],
  revokeVouchersInput: [{ batchId: "all" }, "batchId", "invalid"],
  saveViewInput: [{ list: "transactions", name: "x".repeat(61), query: "status=DECLINED" }, "name", "too_long"],
  saveCouponInput: [{ discount: "percent", percent: "101" }, "percent", "invalid_percent"],
  savePlanInput: [{ slug: "Not A Slug" }, "slug", "invalid_slug"],
  savePriceInput: [{ amounts: { EUR: { amount: "-1" } } }, "amounts.EUR.amount", "invalid_amount"],
  saveProfileInput: [{ phone: "12" }, "phone", "invalid_phone"],
  saveTaxRateInput: [{ country: "XX" }, "country", "invalid_country"],
  resendGiftInput: [{ giftId: "00000000-0000-4000-8000-000000000000", toEmail: "nobody" }, "toEmail", "invalid_email"],
  resolveEvidenceInput: [{ transactionId: "0192f3a4-0000-7000-8000-000000000000", resolution: " " }, "resolution", "required"],
  savePaymentTermsInput: [{ termDays: "91" }, "termDays", "out_of_range"],
  saveTaxExemptionInput: [{ customerId: "0192f3a4-0000-7000-8000-000000000000", reason: " ", certificate: "7" }, "reason", "required"],
  saveTemplateInput: [{ body: "x".repeat(20_001) }, "body", "too_long"],
  sendMethodLinkInput: [{}, "customerId", "invalid"],
  sendTestInput: [{ to: "12" }, "to", "invalid_phone"],
  setDisabledInput: [{ disabled: "perhaps" }, "disabled", "invalid"],
  setChannelInput: [{ channel: "smtp", settings: { replyTo: "nobody" } }, "settings.replyTo", "invalid_email"],
  setGatewayInput: [{ gateway: "stripe", settings: { statementSuffix: "7" } }, "settings.statementSuffix", "invalid_statement"],
  recordTypedPaymentInput: [
    { invoiceId: "0198c0de-0000-7000-8000-000000000000", means: "cash", reference: "R1", currency: "EUR", amount: "x" },
    "amount",
    "invalid_amount",
  ],
  offerGatewayInput: [{ gateway: "sandbox", offer: { countries: ["ZZ"] } }, "offer.countries.0", "invalid_country"],
  orderGatewaysInput: [{ gateways: ["sandbox", "sandbox"] }, "gateways", "invalid"],
  setUpShopInput: [{ currency: "XYZ" }, "currency", "invalid_currency"],
  showServiceLoginInput: [{ what: "steal" }, "what", "invalid"],
  signInInput: [{ password: "x".repeat(201) }, "password", "password_too_long"],
  signUpInput: [{ name: " " }, "name", "required"],
  switchGatewayInput: [{ gateway: "nobody" }, "gateway", "invalid"],
  testChannelInput: [{ to: "" }, "to", "required"],
  stopPriceMoveInput: [{}, "moveId", "invalid"],
  tellPriceAgainInput: [{ moveId: "1" }, "moveId", "invalid"],
  testStoreInput: [{ store: 7 }, "store", "invalid"],
  testGatewayInput: [{ gateway: 7 }, "gateway", "invalid"],
  takeOfferInput: [{ offerId: "no" }, "offerId", "invalid"],
  takeUpInput: [{ consent: "" }, "consent", "consent_missing"],
  unmapProductInput: [{}, "id", "invalid"],
  undoCancelInput: [{}, "subscriptionId", "invalid"],
  withdrawByNoticeInput: [{ name: "Vera", email: "no" }, "email", "invalid_email"],
  withdrawInput: [{ shown: 5 }, "shown", "invalid"],
  verifyEmailInput: [{}, "token", "invalid"],
};

const exported = await inputsOf(readdirSync("lib", { encoding: "utf8", recursive: true }));

it("each input of a verb is held to a row of this table", () => {
  expect(Object.keys(REFUSED).sort()).toEqual([...exported.keys()].sort());
});

it.each(Object.entries(REFUSED))(
  "%s refuses what is wrong at its field, in a word that every language has",
  (name, [input, field, code]) => {
    const { error } = exported.get(name)!.safeParse(input);
    const issue = error?.issues.find(({ path }) => path.join(".") === field);
    const told = issue && /^[a-z_]+$/.test(issue.message) ? issue.message : "invalid";
    expect(issue && told).toBe(code);
    expect(errors).toHaveProperty(code);
  },
);

/** The schemas by their names, e.g. `addNoteInput`; each stands in the file of its verb. */
async function inputsOf(paths: string[]): Promise<Map<string, z.ZodType>> {
  const found = new Map<string, z.ZodType>();
  for (const path of paths.filter((path) => path.endsWith(".ts") && !path.startsWith("db/")).map((path) => resolve("lib", path))) {
    if (!/export const \w+Input = /.test(readFileSync(path, "utf8"))) continue;
    const module = await import(path);
    for (const [name, value] of Object.entries(module)) if (name.endsWith("Input") && value instanceof z.ZodType) found.set(name, value);
  }
  return found;
}
