import { Type } from 'typebox'
import { content } from '../actions.ts'
import { settingKinds } from '../callers.ts'
import { ofType, one, target } from '../entries/operations.ts'
import { VersionSegment } from '../entries/schemas.ts'
import { operation } from '../operation.ts'
import { listQuery, LocaleCode, page } from '../schema.ts'
import { Comparison, Revision, RevisionContent } from './schemas.ts'

const { locale: _locale, ...named } = ofType
const ofEntry = { ...one, callers: settingKinds, action: content['revisions.read'], access: 'read', target } as const
const ofVersion = { ...ofEntry, params: { ...one.params, version: VersionSegment } } as const

export const listRevisions = operation({
  ...ofEntry,
  id: 'revisions.list',
  summary: 'List the saves of an entry, the newest first',
  method: 'GET',
  path: '/spaces/{space}/entries/{entry}/revisions',
  query: {
    ...named,
    locale: Type.Optional(LocaleCode),
    limit: listQuery.limit,
    after: listQuery.after,
    count: listQuery.count,
  },
  body: null,
  result: page(Revision),
  problems: [],
})

export const showRevision = operation({
  ...ofVersion,
  id: 'revisions.show',
  summary: 'Show what an entry held in a version, in every locale that the caller may read',
  method: 'GET',
  path: '/spaces/{space}/entries/{entry}/revisions/{version}',
  query: named,
  body: null,
  result: RevisionContent,
  problems: [],
})

export const compareRevision = operation({
  ...ofVersion,
  id: 'revisions.compare',
  summary: 'Compare a version with another one, or with the working copy',
  method: 'GET',
  path: '/spaces/{space}/entries/{entry}/revisions/{version}/compare',
  query: { ...named, with: Type.Optional(Type.Integer({ minimum: 1, description: 'Default: the working copy.' })) },
  body: null,
  result: Comparison,
  problems: [],
})
