import type { Refused } from '@latchkey/dialect-kit/answer'
import type { Occasion, VendorRoute } from '@latchkey/dialect-kit/dialect'
import { problems } from '@latchkey/contract/problems'
import { expect, test } from 'vitest'
import { credentialPlaces } from './presets.ts'
import { answerRefusal } from './problems.ts'
import { surface } from './surface.ts'

const occasion = (method: VendorRoute['method'], path: string, header = 'access_token'): Occasion => ({
  method,
  path,
  route: surface.routes.find((route) => route.method === method && route.path === path) ?? null,
  placed: credentialPlaces.find((place) => place.in === 'header' && place.header === header) ?? null,
  id: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11',
  at: 0,
})
const refused = (problem: keyof typeof problems, more: Partial<Refused> = {}): Refused => {
  const { slug, status, description } = problems[problem]
  return { problem: slug, status, detail: description, ...more }
}
const entries = '/content_types/{type}/entries'

const cases: readonly (readonly [string, Refused, Occasion, number, number, object])[] = [
  [
    'a bad delivery token',
    refused('invalidToken'),
    occasion('GET', entries),
    401,
    105,
    { access_token: ['is not valid.'] },
  ],
  [
    'a bad authtoken',
    refused('invalidToken'),
    occasion('GET', '/user', 'authtoken'),
    401,
    105,
    { authtoken: ['is not valid.'] },
  ],
  ['no token', refused('missingToken'), occasion('GET', '/user', ''), 401, 105, { authtoken: ['is not valid.'] }],
  [
    'a stack without a name',
    refused('malformedRequest', { errors: [{ parameter: 'api_key', detail: '' }] }),
    occasion('GET', entries),
    412,
    109,
    { api_key: ['is not valid.'] },
  ],
  [
    'another environment',
    refused('insufficientScope', { layer: 'environment' }),
    occasion('GET', entries),
    422,
    141,
    { environment: ['is not valid.'] },
  ],
  [
    'a kind that may not',
    refused('kindMismatch', { layer: 'kind' }),
    occasion('POST', '/stacks/delivery_tokens', 'authorization'),
    401,
    105,
    { authtoken: ['is not valid.'] },
  ],
  ['no permission', refused('insufficientScope', { layer: 'role' }), occasion('POST', entries), 403, 316, {}],
  [
    'an unknown branch',
    refused('unknownBranch', { errors: [{ parameter: 'branch', detail: 'dev' }] }),
    occasion('GET', entries),
    422,
    901,
    { branch: ['is not valid.'] },
  ],
  ['a missing entry', refused('notFound'), occasion('GET', `${entries}/{entry}`), 422, 141, { uid: ['is not valid.'] }],
  ['a missing file', refused('notFound'), occasion('GET', '/assets/{asset}'), 404, 145, { uid: ['is not valid.'] }],
  [
    'a missing branch',
    refused('notFound'),
    occasion('GET', '/stacks/branches/{branch}'),
    422,
    905,
    { uid: ['is not valid.'] },
  ],
  [
    'a type that is there',
    refused('slugTaken'),
    occasion('POST', '/content_types'),
    422,
    115,
    { uid: ['is not unique.'] },
  ],
  ['a locale that is there', refused('conflict'), occasion('POST', '/locales'), 422, 247, { code: ['is not unique.'] }],
  [
    'a branch that is there',
    refused('slugTaken'),
    occasion('POST', '/stacks/branches'),
    422,
    910,
    { uid: ['is not unique.'] },
  ],
  [
    'a branch in use',
    refused('inUse', { detail: 'It is the first.' }),
    occasion('DELETE', '/stacks/branches/{branch}'),
    422,
    909,
    { branch: ['It is the first.'] },
  ],
  [
    'no slot left',
    refused('limitReached', { detail: 'All 20 are taken.' }),
    occasion('POST', '/stacks/delivery_tokens'),
    422,
    141,
    { token: ['All 20 are taken.'] },
  ],
  [
    'a wrong value',
    refused('invalidBody', { errors: [{ pointer: '/fields/price', detail: 'It must be a number.' }] }),
    occasion('POST', entries),
    422,
    141,
    { price: ['It must be a number.'] },
  ],
  ['wrong credentials', refused('wrongCredentials'), occasion('POST', '/user-session', ''), 422, 104, {}],
  ['a wrong code', refused('wrongSecondFactor'), occasion('POST', '/user-session', ''), 401, 295, {}],
  ['too many', refused('tooManyRequests'), occasion('GET', entries), 429, 429, {}],
]

test.each(cases)('%s', (_name, refusal, on, status, code, errors) => {
  const answer = answerRefusal(refusal, on)
  expect(answer.status).toBe(status)
  expect(answer.body).toEqual({ error_message: expect.any(String), error_code: code, errors })
})

test('what failed is said of what was asked for', () => {
  const sentence = (method: VendorRoute['method'], path: string) =>
    (answerRefusal(refused('limitReached'), occasion(method, path)).body as { error_message: string }).error_message
  expect(sentence('POST', '/stacks/delivery_tokens')).toBe('Delivery Token creation failed. Please try again.')
  expect(sentence('POST', '/stacks/management_tokens')).toBe('Management Token creation failed. Please try again.')
  expect(sentence('GET', entries)).toBe('Failed to fetch entries. Please try again with valid parameters.')
})

test('every problem of the catalogue has an answer that clients can read, wherever it comes', () => {
  for (const { slug, status, description } of Object.values(problems)) {
    for (const { method, path } of surface.routes) {
      const answer = answerRefusal({ problem: slug, status, detail: description }, occasion(method, path))
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.body).toMatchObject({ error_message: expect.any(String), error_code: expect.any(Number) })
      // Clients try again at once after these, and a write would be done twice.
      if (status < 500) expect(answer.status).toBeLessThan(500)
    }
  }
})
