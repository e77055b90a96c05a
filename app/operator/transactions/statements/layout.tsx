import type { ReactNode } from "react";
import { ClientTexts } from "#components/ui/client-texts.tsx";

export default function StatementsLayout({ children }: { children: ReactNode }) {
  return <ClientTexts names={["operator-statements.form", "operator-statements.columns"]}>{children}</ClientTexts>;
}
