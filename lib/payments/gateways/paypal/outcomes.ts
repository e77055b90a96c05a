import type { Order, OrdersCapture, Refund, SellerReceivableBreakdown } from "@paypal/paypal-server-sdk";
import { decimalsOf } from "#lib/kernel/currency.ts";
import { multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import type { PaymentOutcome } from "../../gateway.ts";
import { fromPayPalAmount } from "./amount.ts";
import { declined } from "./errors.ts";
import { methodOfOrder } from "./method.ts";

const TAKEN = new Set(["COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"]);

/** What became of an order that was captured. @param disputed - whether its payer has asked for the money back */
export function outcomeOfCaptured(order: Order, disputed = false): PaymentOutcome {
  const reference = order.id;
  const captures = order.purchaseUnits?.flatMap(({ payments }) => payments?.captures ?? []) ?? [];
  const taken = captures.filter(({ status }) => TAKEN.has(String(status)));
  const [first] = taken;
  if (first?.amount && first.id) {
    const amounts = taken.flatMap(({ amount }) => (amount ? [fromPayPalAmount(amount)] : []));
    return {
      status: "succeeded",
      reference,
      paymentReference: first.id,
      amount: { minor: amounts.reduce((sum, { minor }) => sum + minor, 0n), currency: first.amount.currencyCode },
      fee: feeOf(first.sellerReceivableBreakdown),
      method: methodOfOrder(order),
      adjusted: disputed || taken.some(({ status }) => status !== "COMPLETED"),
    };
  }
  if (captures.some(({ status }) => status === "PENDING")) return { status: "pending", reference };
  const last = captures.at(-1);
  return last ? declined(codeOf(last), { reference }) : { status: "unknown", reason: "PayPal names no payment of a completed order" };
}

/** A card's processor says why; a wallet has only its state, or a reason such as `DECLINED_BY_RISK_FRAUD_FILTERS`. */
function codeOf({ status, statusDetails, processorResponse }: OrdersCapture): string {
  return String(processorResponse?.responseCode ?? statusDetails?.reason ?? status ?? "DECLINED");
}

export function outcomeOfRefund({ id: reference, status, statusDetails, amount }: Refund): PaymentOutcome {
  switch (String(status)) {
    case "COMPLETED":
      return { status: "succeeded", reference, amount: amount && fromPayPalAmount(amount) };
    case "PENDING":
      return { status: "pending", reference };
    case "FAILED":
      return { ...declined(String(statusDetails?.reason ?? "REFUND_FAILED"), { reference }), retry: "final" } as PaymentOutcome;
    case "CANCELLED":
      return { status: "canceled", reference, reason: "The refund was canceled." };
    default:
      return { status: "unknown", reason: `PayPal says ${status}` };
  }
}

/** PayPal's fee in the payment's currency; where it was taken in another one, at the rate of this payment. */
function feeOf(breakdown: SellerReceivableBreakdown | undefined): bigint | undefined {
  const said = breakdown?.paypalFee ?? breakdown?.paypalFeeInReceivableCurrency;
  if (!breakdown || !said) return;
  const fee = fromPayPalAmount(said);
  const { currencyCode } = breakdown.grossAmount;
  if (fee.currency === currencyCode) return fee.minor;
  const { sourceCurrency, targetCurrency, value = "" } = breakdown.exchangeRate ?? {};
  const [whole, fraction = ""] = value.split(".");
  const rate = /^\d+$/.test(`${whole}${fraction}`) ? BigInt(`${whole}${fraction}`) : 0n;
  if (sourceCurrency !== currencyCode || targetCurrency !== fee.currency || rate === 0n) return;
  const ten = (digits: number) => 10n ** BigInt(digits);
  return multiplyHalfAwayFromZero(fee.minor, ten(fraction.length + decimalsOf(currencyCode)), rate * ten(decimalsOf(fee.currency)));
}
