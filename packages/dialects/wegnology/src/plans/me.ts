import { showAccount, updateAccount } from '@latchkey/contract/account/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { userOf } from '../from-result/account.ts'
import { selfAt } from '../from-result/links.ts'
import { nameOfParts, partsOfName } from '../from-result/names.ts'
import { readMembers, textIn } from '../to-input/body.ts'

/** `GET /me`. */
export function* showMe({ query }: VendorRequest): Plan {
  const account = yield* call(showAccount, {})
  return { status: 200, body: { ...userOf(account), ...selfAt(query, 'me', '/me') } }
}

const notKept = 'It is not kept here.'
const unsupported = {
  email: 'A new address is confirmed by a letter: name it in the studio.',
  password: 'A new password needs the present one: change it in the studio.',
  tokenCutoff: 'Tokens are ended one by one, or all sessions at once, in the studio.',
  companyName: notKept,
  title: notKept,
  phoneNumber: notKept,
  location: notKept,
  url: notKept,
}

/** `PATCH /me`: the name, of which the part that was not sent stays. */
export function* patchMe({ query, body }: VendorRequest): Plan {
  const members = readMembers(body, ['firstName', 'lastName'], unsupported)
  const now = partsOfName((yield* call(showAccount, {})).name)
  const name = nameOfParts(textIn(members, 'firstName') ?? now.firstName, textIn(members, 'lastName') ?? now.lastName)
  const account = yield* call(updateAccount, { body: { name } })
  return { status: 200, body: { ...userOf(account), ...selfAt(query, 'me', '/me') } }
}
