import type { ReactNode } from "react";
import { ClientTexts } from "#components/ui/client-texts.tsx";

export default function CouponsLayout({ children }: { children: ReactNode }) {
  return <ClientTexts names={["operator-coupons.form", "operator-coupons.codes"]}>{children}</ClientTexts>;
}
