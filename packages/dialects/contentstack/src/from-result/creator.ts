import { uidOf } from '../uids.ts'

/** Who made a thing, by its vendor's name: `account:…` and `token:…` of ours are both names of the vendor. */
export function creatorUid(name: string): string {
  const id = /^(?:account|token):([0-9A-Za-z-]+)$/.exec(name)?.[1]
  return id === undefined ? name : uidOf(id)
}
