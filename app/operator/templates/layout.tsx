import type { ReactNode } from "react";
import { ClientTexts } from "#components/ui/client-texts.tsx";

export default function TemplatesLayout({ children }: { children: ReactNode }) {
  return <ClientTexts names={["operator-templates"]}>{children}</ClientTexts>;
}
