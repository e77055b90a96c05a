import type { ReactNode } from "react";
import { ClientTexts } from "#components/ui/client-texts.tsx";

export default function VouchersLayout({ children }: { children: ReactNode }) {
  return <ClientTexts names={["operator-vouchers.form"]}>{children}</ClientTexts>;
}
