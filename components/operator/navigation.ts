import type { Messages } from "next-intl";
import {
  Activity,
  Banknote,
  BookOpenText,
  CalendarClock,
  CalendarX2,
  Contact,
  CreditCard,
  Download,
  FileClock,
  FileText,
  Footprints,
  Gauge,
  Gift,
  Hourglass,
  type IconType,
  KeyRound,
  Landmark,
  LayoutTemplate,
  MessagesSquare,
  MonitorSmartphone,
  Percent,
  PiggyBank,
  Repeat,
  ScrollText,
  Settings,
  TicketPercent,
  Tv,
  Undo2,
  Users,
  Wallet,
  Zap,
} from "#components/ui/icons.tsx";
import type { Permission } from "#lib/identity/roles.ts";

type Texts = Messages["operator"]["nav"];
export type Room = { name: Exclude<keyof Texts, "label" | "group">; href: string; Icon: IconType; needs?: Permission };

/** The rooms of the dashboard, in groups. `needs` hides one from those who may not enter; the page itself checks again. */
export const ROOMS: { group: "overview" | keyof Texts["group"]; rooms: Room[] }[] = [
  { group: "overview", rooms: [{ name: "dashboard", href: "/operator", Icon: Gauge }] },
  {
    group: "business",
    rooms: [
      { name: "subscriptions", href: "/operator/subscriptions", Icon: Repeat },
      { name: "transactions", href: "/operator/transactions", Icon: CreditCard },
      { name: "invoices", href: "/operator/invoices", Icon: FileText },
      { name: "collection", href: "/operator/collection", Icon: CalendarClock },
      { name: "retention", href: "/operator/retention", Icon: Undo2 },
      { name: "customers", href: "/operator/customers", Icon: Contact },
      { name: "notices", href: "/operator/notices", Icon: CalendarX2 },
      { name: "communications", href: "/operator/communications", Icon: MessagesSquare },
      { name: "exports", href: "/operator/exports", Icon: Download, needs: "lists.export" },
    ],
  },
  {
    group: "reports",
    rooms: [
      { name: "revenue", href: "/operator/revenue", Icon: Hourglass },
      { name: "ledger", href: "/operator/ledger", Icon: BookOpenText },
      { name: "tax", href: "/operator/tax", Icon: Percent },
      { name: "receivables", href: "/operator/receivables", Icon: FileClock },
      { name: "liabilities", href: "/operator/liabilities", Icon: PiggyBank },
      { name: "payouts", href: "/operator/payouts", Icon: Banknote },
      { name: "oss", href: "/operator/oss", Icon: Landmark, needs: "payments.export" },
    ],
  },
  {
    group: "shop",
    rooms: [
      { name: "plans", href: "/operator/plans", Icon: Tv },
      { name: "coupons", href: "/operator/coupons", Icon: TicketPercent },
      { name: "vouchers", href: "/operator/vouchers", Icon: Wallet },
      { name: "gifts", href: "/operator/gifts", Icon: Gift },
      { name: "stores", href: "/operator/stores", Icon: MonitorSmartphone },
      { name: "visitors", href: "/operator/visitors", Icon: Footprints },
      { name: "templates", href: "/operator/templates", Icon: LayoutTemplate },
    ],
  },
  {
    group: "system",
    rooms: [
      { name: "settings", href: "/operator/settings", Icon: Settings, needs: "settings.read" },
      { name: "gateways", href: "/operator/gateways", Icon: Zap, needs: "gateways.read" },
      { name: "events", href: "/operator/events", Icon: Activity },
      { name: "team", href: "/operator/team", Icon: Users, needs: "operators.write" },
      { name: "audit", href: "/operator/audit", Icon: ScrollText, needs: "audit.read" },
    ],
  },
];

/** Pages that lie within a room or in the account's menu: the search leads to them by their names, too. */
export const MORE_ROOMS: Room[] = [
  { name: "statements", href: "/operator/transactions/statements", Icon: Landmark },
  { name: "security", href: "/operator/security", Icon: KeyRound },
];
