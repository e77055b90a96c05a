import type { ReactNode } from "react";
import { ClientTexts } from "#components/ui/client-texts.tsx";

/** The webshop's card, which the form shows, speaks with the webshop's texts. */
export default function PlansLayout({ children }: { children: ReactNode }) {
  return <ClientTexts names={["operator-plans", "operator.status.plan", "shop"]}>{children}</ClientTexts>;
}
