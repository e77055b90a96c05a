import { expect, test } from "vitest";
import ar from "#i18n/ar/operator-subscriptions.json" with { type: "json" };
import en from "#i18n/en/operator-subscriptions.json" with { type: "json" };
import type { AccessEventType, SubscriptionEventType } from "#lib/events/record.ts";

/** As many as the types name: one that is missing here is a type error. */
const TYPES = {
  started: 0,
  abandoned: 0,
  activated: 0,
  trial_started: 0,
  first_login: 0,
  renewed: 0,
  plan_changed: 0,
  price_announced: 0,
  price_agreed: 0,
  price_changed: 0,
  add_on_added: 0,
  add_on_removed: 0,
  change_scheduled: 0,
  change_dropped: 0,
  pause_scheduled: 0,
  pause_dropped: 0,
  paused: 0,
  resumed: 0,
  discount_given: 0,
  past_due: 0,
  suspended: 0,
  recovered: 0,
  cancel_scheduled: 0,
  cancel_undone: 0,
  canceled: 0,
  expired: 0,
  granted: 0,
  changed: 0,
  ended: 0,
} satisfies Record<SubscriptionEventType | AccessEventType, 0>;

test.each([en, ar])("a subscription's timeline has words for all that happens to it and to its access", ({ event }) => {
  expect(Object.keys(event).toSorted()).toEqual(Object.keys(TYPES).toSorted());
});
