import { Type } from 'typebox'
import { datasources } from '../actions.ts'
import { managingKinds, readingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { page, Segment } from '../schema.ts'
import { inSpace } from '../target.ts'
import {
  Datasource,
  DatasourceChange,
  DatasourceEntry,
  DatasourceEntryChange,
  DatasourceImport,
  DatasourceImported,
  DeliveredDatasource,
  DeliveredDatasourceEntry,
  Dimension,
  NewDatasource,
  NewDatasourceEntry,
} from './schemas.ts'

const paging = {
  search: Type.Optional(Type.String({ maxLength: 200, description: 'A part of the key or the value.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
  after: Type.Optional(Type.String({ maxLength: 2000, description: 'The `next` of the page before.' })),
  count: Type.Optional(Type.Boolean({ description: 'Adds `total`.' })),
}
const ofSpace = {
  params: { space: Segment },
  surface: 'management',
  callers: managingKinds,
  tags: ['cli'],
  target: ({ params }: { params: { space: string } }) => inSpace('datasources', params.space),
} as const
const target = ({ params }: { params: { space: string; datasource: string } }) =>
  inSpace('datasources', params.space, params.datasource)
const one = {
  params: { space: Segment, datasource: Segment },
  surface: 'management',
  callers: managingKinds,
  tags: ['cli'],
  target,
} as const
const oneEntry = { ...one, params: { ...one.params, key: Type.String({ minLength: 1, maxLength: 128 }) } } as const
const confirm = {
  confirm: Type.Optional(Type.Boolean({ description: 'Loses the values that a refusal has counted.' })),
}

export const listDatasources = operation({
  ...ofSpace,
  id: 'datasources.list',
  summary: 'List the datasources of a space',
  method: 'GET',
  path: '/spaces/{space}/datasources',
  query: {},
  body: null,
  result: page(Datasource),
  action: datasources.read,
  access: 'read',
  problems: [],
})

export const createDatasource = operation({
  ...ofSpace,
  id: 'datasources.create',
  summary: 'Create a datasource: a list of keys with their labels',
  method: 'POST',
  path: '/spaces/{space}/datasources',
  query: {},
  body: NewDatasource,
  result: Datasource,
  status: 201,
  versioned: true,
  action: datasources.create,
  access: 'write',
  idempotent: true,
  problems: [problems.slugTaken, problems.idempotencyConflict],
})

export const showDatasource = operation({
  ...one,
  id: 'datasources.show',
  summary: 'Show a datasource',
  method: 'GET',
  path: '/spaces/{space}/datasources/{datasource}',
  query: {},
  body: null,
  result: Datasource,
  versioned: true,
  action: datasources.read,
  access: 'read',
  problems: [],
})

export const updateDatasource = operation({
  ...one,
  id: 'datasources.update',
  summary: 'Change a datasource; one that fields choose from keeps its slug',
  method: 'PATCH',
  path: '/spaces/{space}/datasources/{datasource}',
  query: confirm,
  body: DatasourceChange,
  result: Datasource,
  versioned: true,
  action: datasources.update,
  access: 'write',
  problems: [problems.versionConflict, problems.slugTaken, problems.inUse],
})

export const deleteDatasource = operation({
  ...one,
  id: 'datasources.delete',
  summary: 'Delete a datasource that no field chooses from',
  method: 'DELETE',
  path: '/spaces/{space}/datasources/{datasource}',
  query: {},
  body: null,
  result: null,
  action: datasources.delete,
  access: 'write',
  problems: [problems.versionConflict, problems.inUse],
})

export const listDatasourceEntries = operation({
  ...one,
  id: 'datasource-entries.list',
  summary: 'List the entries of a datasource in their order',
  method: 'GET',
  path: '/spaces/{space}/datasources/{datasource}/entries',
  query: paging,
  body: null,
  result: page(DatasourceEntry),
  action: datasources.read,
  access: 'read',
  problems: [],
})

export const createDatasourceEntry = operation({
  ...one,
  id: 'datasource-entries.create',
  summary: 'Add an entry at the end of a datasource',
  method: 'POST',
  path: '/spaces/{space}/datasources/{datasource}/entries',
  query: {},
  body: NewDatasourceEntry,
  result: DatasourceEntry,
  status: 201,
  action: datasources.update,
  access: 'write',
  idempotent: true,
  problems: [problems.conflict, problems.idempotencyConflict],
})

export const updateDatasourceEntry = operation({
  ...oneEntry,
  id: 'datasource-entries.update',
  summary: 'Change an entry of a datasource, named by its id or its key; a key that content uses stays',
  method: 'PATCH',
  path: '/spaces/{space}/datasources/{datasource}/entries/{key}',
  query: {},
  body: DatasourceEntryChange,
  result: DatasourceEntry,
  action: datasources.update,
  access: 'write',
  problems: [problems.conflict, problems.inUse],
})

export const deleteDatasourceEntry = operation({
  ...oneEntry,
  id: 'datasource-entries.delete',
  summary: 'Remove an entry of a datasource whose key no content uses',
  method: 'DELETE',
  path: '/spaces/{space}/datasources/{datasource}/entries/{key}',
  query: {},
  body: null,
  result: null,
  action: datasources.update,
  access: 'write',
  problems: [problems.inUse],
})

export const importDatasourceEntries = operation({
  ...one,
  id: 'datasource-entries.import',
  summary: 'Write up to 1,000 entries of a datasource at once, all or none',
  method: 'PUT',
  path: '/spaces/{space}/datasources/{datasource}/entries',
  query: {},
  body: DatasourceImport,
  result: DatasourceImported,
  action: datasources.update,
  access: 'write',
  problems: [problems.inUse],
})

export const listDeliveredDatasources = operation({
  id: 'delivery-datasources.list',
  summary: 'List the datasources that are delivered',
  method: 'GET',
  surface: 'delivery',
  path: '/spaces/{space}/datasources',
  params: { space: Segment },
  query: {},
  body: null,
  result: page(DeliveredDatasource),
  action: datasources.read,
  access: 'read',
  callers: readingKinds,
  target: ({ params }) => inSpace('datasources', params.space),
  problems: [],
  tags: ['cli'],
})

export const showDeliveredDatasource = operation({
  id: 'delivery-datasources.show',
  summary: 'Read the entries of a delivered datasource, with their values in a dimension',
  method: 'GET',
  surface: 'delivery',
  path: '/spaces/{space}/datasources/{datasource}',
  params: { space: Segment, datasource: Segment },
  query: { ...paging, dimension: Type.Optional(Dimension) },
  body: null,
  result: page(DeliveredDatasourceEntry),
  action: datasources.read,
  access: 'read',
  callers: readingKinds,
  target,
  problems: [],
  tags: ['cli'],
})
