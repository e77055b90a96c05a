/** The roles, the mightiest first. */
export const ROLES = ["OWNER", "FINANCE", "SUPPORT", "VIEWER"] as const;
