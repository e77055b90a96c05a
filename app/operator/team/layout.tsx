import type { ReactNode } from "react";
import { ClientTexts } from "#components/ui/client-texts.tsx";

export default function TeamLayout({ children }: { children: ReactNode }) {
  return <ClientTexts names={["operator-team"]}>{children}</ClientTexts>;
}
