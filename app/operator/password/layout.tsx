import type { ReactNode } from "react";
import { ClientTexts } from "#components/ui/client-texts.tsx";

export default function PasswordLayout({ children }: { children: ReactNode }) {
  return <ClientTexts names={["auth"]}>{children}</ClientTexts>;
}
