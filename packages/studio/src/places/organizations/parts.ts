export const parts = ['members', 'spaces', 'tokens', 'signIn', 'general'] as const
export type OrganizationPart = (typeof parts)[number]

/** The part of an organization that an address names; the first one where it names none. */
export function organizationPart({ part }: { readonly part?: unknown }): OrganizationPart {
  return parts.find((each) => each === part) ?? 'members'
}
