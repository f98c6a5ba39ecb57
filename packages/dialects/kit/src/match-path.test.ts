import { showDeliveredSpace } from '@latchkey/contract/delivery-space/operations'
import { expect, test } from 'vitest'
import type { VendorRoute } from './dialect.ts'
import { matchPath, pathParts } from './match-path.ts'

const route = (path: string, method: VendorRoute['method'] = 'GET'): VendorRoute => ({
  method,
  path,
  operation: showDeliveredSpace,
  query: [],
  space: 'own',
  kept: false,
  // oxlint-disable-next-line require-yield -- it asks for nothing.
  *plan() {
    return { status: 200, body: null }
  },
})
const routes = [
  route('/stories'),
  route('/stories/new'),
  route('/stories/{story+}'),
  route('/links/{link}'),
  route('/links/{link}', 'PUT'),
]
const find = (path: string, method = 'GET') => {
  const match = matchPath(routes, method, pathParts(path) ?? [])
  return match.is === 'route' ? [match.route.path, match.params] : match
}

test('the first route that fits is found, with what its parameters stand for', () => {
  expect(find('/stories')).toEqual(['/stories', {}])
  expect(find('/stories/new')).toEqual(['/stories/new', {}])
  expect(find('/stories/blog/2026/hello')).toEqual(['/stories/{story+}', { story: 'blog/2026/hello' }])
  expect(find('/links/7')).toEqual(['/links/{link}', { link: '7' }])
})

test('parts are decoded once, and empty ones are left out', () => {
  expect(find('//stories//blog%2Fhello/')).toEqual(['/stories/{story+}', { story: 'blog/hello' }])
  expect(pathParts('/a%252Fb')).toEqual(['a%2Fb'])
  expect(pathParts('/%E0%A4%A')).toBe(null)
})

test('everything else leads nowhere', () => {
  for (const path of ['', '/', '/story', '/links', '/links/7/8', '/Stories'])
    expect(find(path)).toEqual({ is: 'nothing' })
  expect(find('/links/7', 'DELETE')).toEqual({ is: 'method', methods: ['GET', 'PUT'] })
})

test('a parameter may be called like what every object has', () => {
  const match = matchPath([route('/{constructor}')], 'GET', ['x'])
  expect(match).toMatchObject({ is: 'route', params: { constructor: 'x' } })
})
