import type { updatePersonalToken } from '@latchkey/contract/account/operations'
import type { InputOf } from '@latchkey/contract/operation'
import { readMembers, requiredTextIn, statusIn, textIn, timeIn } from './body.ts'
import type { ListFields } from './list.ts'

export const tokenListFields: ListFields = {
  sort: ['name', 'status', 'id', 'creationDate', 'lastUpdated', 'expirationDate'],
  filter: ['name', 'status'],
}

/** What is said of a new token, in our words but for its scope. */
export function readNewToken(body: unknown) {
  const members = readMembers(body, ['name', 'description', 'expirationDate', 'scope', 'status'])
  const description = textIn(members, 'description')
  const expires_at = timeIn(members, 'expirationDate')
  const state = statusIn(members)
  return {
    name: requiredTextIn(members, 'name'),
    ...(description !== undefined && { description }),
    ...(expires_at !== undefined && { expires_at }),
    ...(state !== undefined && { state }),
    scope: members.get('scope'),
  }
}

const fixed = 'It cannot be changed: make another token.'

export function readTokenChange(body: unknown): InputOf<typeof updatePersonalToken>['body'] {
  const members = readMembers(body, ['name', 'description', 'status'], { scope: fixed, expirationDate: fixed })
  const name = textIn(members, 'name')
  const description = textIn(members, 'description')
  const state = statusIn(members)
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(state !== undefined && { state }),
  }
}
