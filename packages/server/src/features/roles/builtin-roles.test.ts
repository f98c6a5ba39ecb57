import { vocabulary } from '@latchkey/contract/catalogue'
import { compile } from '@latchkey/policy/compile'
import { coversAll } from '@latchkey/policy/layers'
import { parseGrants } from '@latchkey/policy/parse'
import { printGrants } from '@latchkey/policy/print'
import { expect, test } from 'vitest'
import { builtinRoles } from './builtin-roles.ts'

const space = { id: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11', slug: 'shop' }

test.each(builtinRoles)('$name is a list of grants as anybody could have sent it', ({ grants }) => {
  expect(parseGrants(grants, vocabulary, [space])).toEqual({ ok: true, grants })
  expect(printGrants(grants)).toEqual(grants)
})

test('each role covers the ones after it', () => {
  const policies = builtinRoles.map(({ grants }) => compile(grants, { spaces: [space] }))
  for (const [index, policy] of policies.entries()) {
    const maker = [{ name: 'owner', policy, proposes: false }] as const
    expect(policies.map((other) => coversAll(maker, other).covered)).toEqual(policies.map((_, other) => other >= index))
  }
})
