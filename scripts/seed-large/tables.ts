import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { CopyIn } from "./copy-in.ts";
import { Rows } from "./rows.ts";

const list = (names: string) => names.split(" ");

/** What is written of each table, in the order in which its rows are. Everything else has the table's defaults. */
export const COLUMNS = {
  Customer: list(
    "id number email emailVerifiedAt name phone addressLine1 city postalCode country locale marketingConsent smsConsent serviceUserId servicePassword words createdAt updatedAt",
  ),
  PaymentMethod: list("id customerId gateway reference kind brand last4 expMonth expYear isDefault createdAt"),
  Subscription: list(
    "id number customerId payerId planId priceId currency amount interval intervalCount trialDays oneTerm couponId couponCode couponPercentPpm couponAmount couponDuration couponCycles paymentMethodId status timeZone anchor cycle anchorCycle trialEndsAt currentPeriodStart currentPeriodEnd renewsAt remindAt cancelAtPeriodEnd canceledAt cancelReason graceUntil pausedAt endedAt createdAt activatedAt",
  ),
  SubscriptionItem: list("id subscriptionId kind planId priceId name amount packages maxDevices maxStreams quality addedAt removedAt"),
  SubscriptionPause: list("id subscriptionId kind cycle from until createdAt"),
  Order: list(
    "id number customerId subscriptionId planId priceId currency couponId status quote gateway consentAt ip ipCountry visitor createdAt completedAt",
  ),
  CouponRedemption: list("orderId couponId customerId use code at"),
  Invoice: list(
    "id kind number series sequence status customerId subscriptionId orderId creditOfId cycle periodStart periodEnd currency subtotal discount tax total paid credited taxTreatment seller buyer createdAt issuedAt dueAt paidAt voidedAt attempts nextAttemptAt",
  ),
  InvoiceLine: list(
    "id invoiceId position kind description unitAmount discount net tax total taxRatePpm taxName taxCountry planId priceId itemId",
  ),
  Transaction: list(
    "id number kind status gateway gatewayReference paymentReference attempt invoiceId orderId subscriptionId customerId paymentMethodId refundOfId currency amount tax fee refunded methodKind brand last4 planId planName couponCode failureCode failureReason reason name email phone address country ip ipCountry createdAt settledAt reconcileAt",
  ),
  SaleEvidence: list("id soldAt billingCountry ipCountry phoneCountry country sufficient contradiction"),
  Dispute: list("id transactionId gateway reference status reason currency amount taken fee changes openedAt respondBy changedAt"),
  LedgerJournal: list("id key at transactionId"),
  LedgerEntry: list("id journalId account currency amount invoiceId at"),
  RevenueMovement: list("id lineId kind month cause billedAt currency amount journalId"),
  DomainEvent: list("id txid position subject type subscriptionId transactionId messageId source detail data at"),
  Message: list(
    "id number kind channel status dedupeKey templateKey templateVersionId locale recipient customerId subscriptionId invoiceId transactionId subject text segments encoding attempts error createdAt sentAt",
  ),
  FunnelVisit: list("visitor day step at planId source device country coupon"),
} as const satisfies Record<string, readonly string[]>;

export type TableName = keyof typeof COLUMNS;
export const TABLES = Object.keys(COLUMNS) as TableName[];

/** So much may wait for PostgreSQL before the story stops for it. */
const MOST_WAITING = 48 * 1024 * 1024;

/** All tables at once, each through a connection of its own: one of PostgreSQL's processes works on each. */
export class Tables {
  readonly #rows: Record<TableName, Rows>;
  readonly #clients: pg.Client[];

  private constructor(rows: Record<TableName, Rows>, clients: pg.Client[]) {
    this.#rows = rows;
    this.#clients = clients;
  }

  static async open(url: string): Promise<Tables> {
    const clients: pg.Client[] = [];
    const rows = {} as Record<TableName, Rows>;
    for (const name of TABLES) {
      const client = new pg.Client({ connectionString: url });
      client.on("error", () => undefined);
      await client.connect();
      clients.push(client);
      await client.query("SET synchronous_commit = off");
      rows[name] = new Rows(await CopyIn.into(client, name, [...COLUMNS[name]]), COLUMNS[name].length);
    }
    return new Tables(rows, clients);
  }

  get rows(): Record<TableName, Rows> {
    return this.#rows;
  }

  /** Waits until PostgreSQL has read most of what was written. */
  async catchUp(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting > MOST_WAITING) await sleep(5);
  }

  get #waiting(): number {
    return TABLES.reduce((sum, name) => sum + this.#rows[name].waiting, 0);
  }

  /** Commits all of them. */
  async close(): Promise<void> {
    await Promise.all(TABLES.map((name) => this.#rows[name].end()));
    await this.abandon();
  }

  /** Leaves without committing. */
  async abandon(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.end().catch(() => undefined)));
  }
}
