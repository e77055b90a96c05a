import type { ReactNode } from "react";
import { ClientTexts } from "#components/ui/client-texts.tsx";

export default function SecurityLayout({ children }: { children: ReactNode }) {
  return <ClientTexts names={["auth", "account.password", "operator-security"]}>{children}</ClientTexts>;
}
