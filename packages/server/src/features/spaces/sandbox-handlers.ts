import { openSandbox } from '@latchkey/contract/account/operations'
import { type Facts, implement } from '../../pipeline/implementation.ts'
import { ownAccountId } from '../session/own-account.ts'
import { insertSpace, takeSpaceSerials } from './insert-space.ts'
import { renderSpace } from './render.ts'
import { readSandbox, sandboxSlug } from './sandbox.ts'

async function loadProfile(): Promise<Facts> {
  return { target: { area: 'profile', space: null, name: 'sandbox' } }
}

export const sandboxImplementations = [
  implement(openSandbox, {
    prepare: async (_input, { newId, nextSerial }) => ({ id: newId(), serials: await takeSpaceSerials(nextSerial) }),
    load: loadProfile,
    // The account is held for update: of two first times the second finds what the first has made.
    handle: async ({ db, caller, note, now, prepared, services }) => {
      const ownerId = ownAccountId(caller)
      const found = await readSandbox(db, ownerId)
      if (found !== null) return renderSpace(found)
      note({ space: prepared.id })
      const sandbox = {
        ...prepared,
        slug: sandboxSlug(prepared.id),
        name: 'Sandbox',
        defaultLocale: 'en',
        ownerId,
        organizationId: null,
        sandbox: true as const,
      }
      return renderSpace(await insertSpace(db, sandbox, services.newId, now))
    },
  }),
]
