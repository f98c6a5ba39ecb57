import { uidOf } from '../uids.ts'

/** Who made a thing, by its vendor's name: `account:…` and `token:…` of ours are both names of the vendor. */
export function creatorUid(name: string): string {
  return uidOf(name.slice(name.indexOf(':') + 1))
}
