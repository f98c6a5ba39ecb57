import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { type Reach, reachInWords } from './reach-in-words.ts'

const inShop: Omit<Reach, 'kind'> = {
  spaces: ['shop'],
  environment: null,
  role: null,
  grants: null,
  scope: null,
  mode: null,
  branches: { branches: ['main'], aliases: [] },
}
const products: Grant = {
  effect: 'allow',
  actions: ['content.read'],
  resources: ['content:products'],
  conditions: { locales: ['en', 'de'] },
}

test('a delivery token says its environment, and what it reads without grants of its own', () => {
  expect(reachInWords({ ...inShop, kind: 'delivery', environment: 'production' })).toEqual([
    'Reads published content and public files of the space shop in production.',
  ])
})

test('branches and aliases are said where there are others than the main one', () => {
  const branches = { branches: ['main', 'next'], aliases: ['live'] }
  expect(reachInWords({ ...inShop, kind: 'delivery', environment: 'production', branches })).toEqual([
    'Reads published content and public files of the space shop in production on the branches main, next and the alias live.',
  ])
  expect(reachInWords({ ...inShop, kind: 'delivery', branches: { branches: 'all', aliases: [] } })).toEqual([
    'Reads published content and public files of the space shop on all branches.',
  ])
})

test('its grants are said one by one, as far as its kind lets them come', () => {
  const grants: Grant[] = [
    products,
    { effect: 'allow', actions: ['content.update'], resources: ['content'] },
    { effect: 'deny', actions: ['content.read'], resources: ['content:products:secret'] },
  ]
  expect(reachInWords({ ...inShop, kind: 'delivery', environment: 'production', grants })).toEqual([
    'Reads published products (en, de) of the space shop in production.',
    'Never reads published products “secret” of the space shop in production.',
  ])
})

test('a role is named, not spelt out: who may read the token may not read every role', () => {
  expect(reachInWords({ ...inShop, kind: 'preview', role: 'Pages' })).toEqual([
    'Reads published content, drafts and public files of the space shop, as far as the role Pages allows.',
  ])
})

test('a management token says its mode', () => {
  expect(reachInWords({ ...inShop, kind: 'management', mode: 'read-write' })).toEqual([
    'Reads and writes content, content types, files, releases, locales, roles and webhooks of the space shop.',
  ])
})

test('an api token says each of its grants, and where it has none that it opens nothing', () => {
  const grants: Grant[] = [
    {
      effect: 'allow',
      actions: ['content.update', 'content.publish', 'content.revisions.read'],
      resources: ['space:shop:content:pages:*', 'content:posts'],
      fields: ['title'],
      conditions: { own: true, status: ['draft'], tags: ['press', 'sale'] },
    },
    { effect: 'allow', actions: ['media.upload'], resources: ['media:category:Brand', 'media:logo.png', 'schema:*'] },
    { effect: 'allow', actions: ['*'], resources: ['*'] },
  ]
  expect(reachInWords({ ...inShop, kind: 'api', spaces: ['garden', 'shop'], grants })).toEqual([
    'Updates, publishes and reads revisions of draft pages in shop and draft posts of its own tagged press or sale (fields title) of the spaces garden and shop.',
    'Uploads files in Brand, files “logo.png” and content types of the spaces garden and shop.',
    'Does everything with everything of the spaces garden and shop.',
  ])
  expect(reachInWords({ ...inShop, kind: 'api', grants: [] })).toEqual(['Opens nothing.'])
})

test('a personal token says its scope and its spaces', () => {
  const said = (scope: Reach['scope'], spaces: Reach['spaces']) =>
    reachInWords({ ...inShop, kind: 'personal', scope, spaces })
  expect(said({ form: 'all' }, 'all')).toEqual(['Does everything that its account may, in all its spaces.'])
  expect(said({ form: 'read' }, 'owned')).toEqual([
    'Reads everything that its account may, in the spaces that it owns.',
  ])
  expect(said({ form: 'resources', resources: { entries: 'publish' } }, ['shop'])).toEqual([
    'Works on entries (publish), as far as its account may, in the space shop.',
  ])
})
