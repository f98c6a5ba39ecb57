export const parts = ['general', 'environments', 'branches', 'locales'] as const
export type Part = (typeof parts)[number]

/** The part of the settings that an address names; the first one where it names none. */
export function partOf({ part }: { readonly part?: unknown }): Part {
  return parts.find((each) => each === part) ?? 'general'
}
