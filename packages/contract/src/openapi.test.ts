import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { renderOpenapi } from './openapi.ts'
import { operations } from './operations.ts'

it('is a valid OpenAPI 3.1 document', async () => {
  const outcome = await new Validator().validate(structuredClone(renderOpenapi('1.0.0')))
  expect(outcome.errors).toBe(undefined)
  expect(outcome.valid).toBe(true)
})

it('says of every operation which action it performs and which kinds may call it', () => {
  const { paths } = renderOpenapi('1.0.0')
  for (const { fullPath, method, id, guard, callers } of operations) {
    expect(paths).toHaveProperty(
      [fullPath, method.toLowerCase()],
      expect.objectContaining({
        operationId: id,
        'x-action': guard?.action.name ?? null,
        'x-callers': callers,
      }),
    )
  }
})
