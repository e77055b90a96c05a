import { inList, listPayload, methodPayload, type Payload, permissionPayload } from "./payloads.ts";
import { settledBy } from "./settlements.ts";
import { ApiError, type World } from "./world.ts";

type Fields = Record<string, unknown>;
type Answer = { status: number; body: object | null };

const METHODS = [
  methodPayload("ideal", "iDEAL", "0.01"),
  methodPayload("creditcard", "Card", "0.01"),
  methodPayload("bancontact", "Bancontact", "0.02"),
  methodPayload("paypal", "PayPal", "0.01"),
];

/** Does what a request asks. `path` is without `/v2`. @throws ApiError as Mollie refuses. */
export function perform(world: World, method: string, path: string, query: URLSearchParams, given: Fields): Answer {
  const [root, id = "", part, partId = ""] = path.slice(1).split("/");
  const list = (name: string, items: Payload[]) => {
    const [limit, from] = [Number(query.get("limit") ?? 50), query.get("from")];
    if (from && !items.some(({ id }) => id === from)) throw new ApiError(400, "The from parameter names nothing in this list.", "from");
    return ok(listPayload(world.url, `/v2${path}`, name, items, limit, from));
  };
  const newest = () => [...world.payments.values()].reverse();
  const settlement = () => known(world.settlements.find((made) => made.id === id));
  switch (`${method} ${root}${id && "/id"}${part ? `/${part}` : ""}${partId && "/id"}`) {
    case "POST customers":
      return { status: 201, body: world.makeCustomer(given) };
    case "PATCH customers/id":
      return ok(Object.assign(known(world.customers.get(id)), given));
    case "GET customers/id/payments":
      return list(
        "payments",
        newest().filter(({ customerId }) => customerId === id),
      );
    case "GET customers/id/mandates/id":
      return ok(world.mandate(id, partId));
    case "DELETE customers/id/mandates/id":
      world.mandate(id, partId).status = "invalid";
      return { status: 204, body: null };
    case "POST payments":
      return { status: 201, body: world.makePayment(given) };
    case "GET payments":
      return list("payments", newest());
    case "GET refunds":
      return list("refunds", world.refunds);
    case "GET chargebacks":
      return list("chargebacks", world.chargebacks);
    case "GET payments/id":
      return ok(world.payment(id));
    case "DELETE payments/id":
      return ok(world.cancel(id));
    case "POST payments/id/refunds":
      return { status: 201, body: world.refund(id, given) };
    case "GET payments/id/refunds":
      return list(
        "refunds",
        world.refunds.filter(({ paymentId }) => paymentId === world.payment(id).id),
      );
    case "GET payments/id/refunds/id":
      return ok(known(world.refunds.find((refund) => refund.id === partId && refund.paymentId === id)));
    case "GET payments/id/chargebacks":
      return list(
        "chargebacks",
        world.chargebacks.filter(({ paymentId }) => paymentId === world.payment(id).id),
      );
    case "GET methods": {
      const { self, documentation } = METHODS[0]._links;
      return ok({ count: METHODS.length, _embedded: { methods: METHODS.map(inList) }, _links: { self, documentation } });
    }
    case "GET settlements":
      return list("settlements", world.settlements);
    case "GET settlements/id":
      return ok(settlement());
    case "GET settlements/id/payments":
      return list("payments", settledBy(newest(), settlement()));
    case "GET settlements/id/captures":
      return list("captures", []);
    case "GET settlements/id/refunds":
      return list("refunds", settledBy(world.refunds, settlement()));
    case "GET settlements/id/chargebacks":
      return list("chargebacks", settledBy(world.chargebacks, settlement()));
    case "GET permissions/id":
      return ok(permissionPayload(world.url, id, !world.forbidden.has(id)));
    default:
      throw new ApiError(404, "Non-existent page.");
  }
}

const ok = (body: object): Answer => ({ status: 200, body });

function known(found: Payload | undefined): Payload {
  if (!found) throw new ApiError(404, "Nothing exists with this token.");
  return found;
}
