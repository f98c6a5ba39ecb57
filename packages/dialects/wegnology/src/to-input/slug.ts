import { slugOf } from '@latchkey/dialect-kit/slug'
import { refuseFaults } from './faults.ts'

/** The slug of what is called by a member of the body; refuses a name without a letter or digit of ASCII. */
export function slugIn(name: string, member: string): string {
  const slug = slugOf(name)
  if (slug === '') throw refuseFaults([{ name: member, detail: 'It needs a letter or digit, for the address.' }])
  return slug
}
