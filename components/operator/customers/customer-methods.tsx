import { useTranslations } from "next-intl";
import type { CustomerDetails } from "#lib/reports/customer-details.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { PaymentMethodName } from "../transactions/payment-method-name.tsx";
import { SendMethodLink } from "./send-method-link.tsx";

/** A viewer's saved ways to pay; those who may, send them a link to save another. */
export function CustomerMethods({ customer, sendLink }: { customer: CustomerDetails; sendLink?: FormAction<{ link: string }> }) {
  const t = useTranslations("operator-customers");
  return (
    <div className="grid gap-3 text-sm">
      {customer.paymentMethods.length === 0 && <p className="text-muted">{t("noMethods")}</p>}
      <ul className="grid gap-2 empty:hidden">
        {customer.paymentMethods.map(({ id, brand, last4, wallet, kind, gateway, expMonth, expYear, isDefault }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <PaymentMethodName {...{ brand, last4, wallet, kind, gateway }} />
            <span className="figures text-muted">
              {expMonth && expYear && t("expires", { month: String(expMonth).padStart(2, "0"), year: String(expYear) })}{" "}
              {isDefault && t("default")}
            </span>
          </li>
        ))}
      </ul>
      {sendLink && !customer.closedAt && (
        <SendMethodLink customerId={customer.id} email={customer.email} phone={customer.phone} send={sendLink} />
      )}
    </div>
  );
}
