import { redirect } from "next/navigation";

export default function SettingsPage() {
  redirect("/operator/settings/brand");
}
