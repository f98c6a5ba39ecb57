import { problems } from '@latchkey/contract/problems'
import { createFirstOwner as setUp } from '@latchkey/contract/session/operations'
import type { Writer } from '../../database/database.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { Services } from '../../services.ts'
import { insertOrganization } from '../organizations/queries.ts'
import { type AccountRow, insertAccount } from '../users/queries.ts'
import { recordSignIn } from './record-sign-in.ts'
import { closeSetup, hasAccounts, holdInstance } from './setup.ts'

/** Who an account is made for. */
export interface Person {
  readonly email: string
  readonly name: string
  readonly password: string
}

/** The slow and numbered parts of a first owner, made before the transaction. */
export interface PreparedOwner {
  readonly person: Person
  readonly passwordHash: string
  readonly id: string
  readonly serial: number
  readonly organization: { readonly id: string; readonly serial: number }
}

/**
 * Makes the first account, an installation administrator, and the organization `default` that it owns.
 *
 * For who holds the machine, such as the demo: it asks for no set-up secret. Refuses with conflict once there is an account.
 */
export async function createFirstOwner(services: Services, person: Person): Promise<AccountRow> {
  const owner = await prepareFirstOwner(services, person)
  return services.database.write(async (tx) => {
    const now = services.now()
    const account = await insertFirstOwner(tx, owner, now)
    await recordSignIn(tx, setUp, { account, session: null, request: null }, now)
    return account
  })
}

export async function prepareFirstOwner(services: Services, person: Person): Promise<PreparedOwner> {
  const { newId, nextSerial, passwords } = services
  return {
    person,
    passwordHash: await passwords.hash(person.password),
    id: newId(),
    serial: await nextSerial('account'),
    organization: { id: newId(), serial: await nextSerial('organization') },
  }
}

export async function insertFirstOwner(tx: Writer, owner: PreparedOwner, now: number): Promise<AccountRow> {
  await holdInstance(tx)
  if (await hasAccounts(tx)) throw refuse(problems.conflict, 'There is an owner already.')
  const { id, serial, passwordHash, person, organization } = owner
  const account = await insertAccount(
    tx,
    { id, serial, passwordHash, email: person.email, name: person.name, installationAdministrator: true },
    now,
  )
  await insertOrganization(tx, { ...organization, slug: 'default', name: 'Default', ownerId: id }, now)
  await closeSetup(tx)
  return account
}
