/** What made something happen to a payment or a subscription, as their timelines tell it. */
export type Source =
  | "checkout"
  | "account"
  | "link"
  | "return"
  | "webhook"
  | "reconcile"
  | "renewal"
  | "worker"
  | "viewer"
  | "operator"
  | "system";
