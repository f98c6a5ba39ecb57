import { refuseFaults } from './faults.ts'

/** A slug of ours for a name of theirs: `Müller & Sons` → `muller-sons`. Refuses a name without a letter or digit of ASCII. */
export function slugOf(name: string, member: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 64)
  if (slug === '') throw refuseFaults([{ name: member, detail: 'It needs a letter or digit, for the address.' }])
  return slug
}
