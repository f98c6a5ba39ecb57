import { parseGrants } from '@latchkey/policy/parse'
import { expect, test } from 'vitest'
import { vocabulary } from './catalogue.ts'

/** The actions that the grant language documents, by area. */
const documented = {
  content: 'read create update publish delete restore revisions.read revisions.restore',
  schema: 'read create update delete',
  media: 'read upload update delete',
  dashboard: 'read',
  activity: 'read',
  profile: 'read update',
  users: 'read create update delete',
  tokens: 'read create revoke',
  roles: 'read create update delete',
  backups: 'read create restore delete',
  webhooks: 'manage',
  updates: 'read check download install',
}

test.each(Object.entries(documented))('grants name the actions of %s', (area, verbs) => {
  const actions = verbs.split(' ').map((verb) => `${area}.${verb}`)
  const parsed = parseGrants([{ effect: 'allow', actions, resources: [area] }], vocabulary)
  expect(parsed).toMatchObject({ ok: true })
  expect(actions.filter((action) => !vocabulary.actions.has(action))).toEqual([])
})

test.each([
  'content:*',
  'content:posts:*',
  'content:pages:homepage',
  'schema:*',
  'schema:posts',
  'media:*',
  'media:hero.jpg',
  'media:category:Brand / Logos',
  'workspace:site-a:content:posts:*',
  'workspace:site-a:media:*',
  'users:*',
  'tokens:*',
  'roles:*',
  'roles',
  'dashboard:*',
  'activity:*',
  'backups:*',
])('grants name the resource %s', (resource) => {
  const parsed = parseGrants([{ effect: 'allow', actions: ['*'], resources: [resource] }], vocabulary)
  expect(parsed).toMatchObject({ ok: true })
})
