import { schema } from '@latchkey/contract/actions'
import { problems } from '@latchkey/contract/problems'
import {
  createTypeGroup,
  deleteTypeGroup,
  listTypeGroups,
  showTypeGroup,
  updateTypeGroup,
} from '@latchkey/contract/type-groups/operations'
import { groupsMax } from '@latchkey/contract/type-groups/schemas'
import type { Writer } from '../../database/database.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { type Context, type Facts, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseContentVersions } from '../authority.ts'
import { rowByRow } from '../row-by-row.ts'
import {
  deleteGroupRow,
  emptyGroup,
  type GroupRow,
  insertGroup,
  readGroup,
  readGroups,
  updateGroup,
} from './queries.ts'
import { faultOfParent, withOneAt } from './rules.ts'
import { placeOf, seenGroup, targetOfGroup } from './seen-group.ts'

interface GroupFacts extends Facts {
  readonly group: GroupRow
}

type OneGroup = Context<{ params: { group: string }; query: unknown; body: unknown }>

async function loadGroup(context: OneGroup): Promise<GroupFacts | null> {
  const group = await readGroup(context.db, placeOf(context), context.input.params.group)
  return group && { target: targetOfGroup(context.space, group), group }
}

export const typeGroupImplementations = [
  implement(listTypeGroups, {
    load: async ({ space }) => ({ target: { area: 'schema', space } }),
    requests: rowByRow,
    handle: async (context) => {
      const { db, space, allows } = context
      const groups = await readGroups(db, placeOf(context))
      const shown = groups.filter((group) => allows({ action: schema.read.name, target: targetOfGroup(space, group) }))
      return { items: shown.map(render), next: null }
    },
  }),

  implement(createTypeGroup, {
    prepare: (_input, { nextSerial }) => nextSerial('type-group'),
    load: async ({ space, caller }) => ({ target: { area: 'schema', space, creator: caller.principal.name } }),
    handle: async (context) => {
      const { db, space, branch, input, caller, services, now, prepared: serial } = context
      const { name, parent = null, place } = input.body
      const all = await readGroups(db, placeOf(context))
      if (all.length >= groupsMax) throw refuse(problems.conflict, `There are ${groupsMax} groups already.`)
      const group: GroupRow = {
        space_id: space.id,
        branch_id: branch.id,
        id: services.newId(),
        serial,
        parent_id: parent,
        position: 0,
        name: name.normalize('NFC'),
        version: 1,
        ...creatorColumns(caller.principal.name),
        created_at: now,
        updated_at: now,
      }
      await assertPlace(context, all, group, { isNew: true })
      await insertGroup(db, group)
      await arrange(db, all, group, place)
      return render(group)
    },
    created: ({ id }) => id,
    replay: async (id, context) => {
      const group = await readGroup(context.db, placeOf(context), id)
      return group && render(group)
    },
  }),

  implement(showTypeGroup, { load: loadGroup, handle: async ({ facts }) => render(facts.group) }),

  implement(updateTypeGroup, {
    load: loadGroup,
    handle: async (context) => {
      const { db, facts, input, request, allows, now } = context
      const { name, parent: parent_id = facts.group.parent_id, place } = input.body
      assertVersion(request.ifMatch, facts.group.version, allows({ action: schema.read.name, target: facts.target }))
      const all = await readGroups(db, placeOf(context))
      const change = {
        name: name?.normalize('NFC') ?? facts.group.name,
        parent_id,
        version: facts.group.version + 1,
        updated_at: now,
      }
      const group = { ...facts.group, ...change }
      await assertPlace(context, all, group, { isNew: false })
      await updateGroup(db, group, change)
      if (place !== undefined || parent_id !== facts.group.parent_id) await arrange(db, all, group, place)
      return render(group)
    },
  }),

  implement(deleteTypeGroup, {
    load: loadGroup,
    handle: async (context) => {
      const { db, space, facts, request, allows, note, now } = context
      const { group, target } = facts
      assertVersion(request.ifMatch, group.version, allows({ action: schema.read.name, target }))
      const all = await readGroups(db, placeOf(context))
      const inside = all.filter(({ parent_id }) => parent_id === group.id)
      const beside = all.filter(({ parent_id, id }) => parent_id === group.parent_id && id !== group.id)
      if (inside.some(({ name }) => beside.some((each) => each.name === name)))
        throw refuse(problems.conflict, 'A group in it has the name of one beside it: rename it first.')
      await deleteGroupRow(db, group)
      for (const each of inside)
        await updateGroup(db, each, { parent_id: group.parent_id, version: each.version + 1, updated_at: now })
      await putInOrder(db, [...beside, ...inside])
      const types = await emptyGroup(db, group, now)
      if (types > 0) await raiseContentVersions(db, space.id)
      note({ types, groups: inside.length })
      return null
    },
  }),
]

type Placing = Pick<HandlerContext<unknown, Writer, Facts, unknown>, 'db' | 'space' | 'branch' | 'allows'>

/** Refuses a parent that cannot be one, and a name that another of its groups has. */
async function assertPlace(
  context: Placing,
  all: readonly GroupRow[],
  group: GroupRow,
  { isNew }: { readonly isNew: boolean },
): Promise<void> {
  const { id, parent_id: parent, name } = group
  const say = (detail: string) => refuse(problems.invalidBody, undefined, { errors: [{ pointer: '/parent', detail }] })
  const isKept = all.some((each) => each.id === id && each.parent_id === parent)
  if (parent !== null && !isKept && !(await seenGroup(context, parent))) throw say('There is no such group.')
  const fault = faultOfParent(all, isNew ? null : id, parent)
  if (fault !== null) throw say(fault)
  const isTaken = all.some((each) => each.parent_id === parent && each.name === name && each.id !== id)
  if (!isTaken) return
  const detail = 'Another group there has this name.'
  throw refuse(problems.conflict, detail, { errors: [{ pointer: '/name', detail }] })
}

/** Puts a group at its place among those of its parent. `all`: as they were before. */
async function arrange(db: Writer, all: readonly GroupRow[], group: GroupRow, place: number | undefined) {
  const siblings = all.filter(({ parent_id, id }) => parent_id === group.parent_id && id !== group.id)
  const byId = new Map([...siblings, group].map((each) => [each.id, each]))
  await putInOrder(
    db,
    withOneAt(siblings, group.id, place).flatMap((id) => byId.get(id) ?? []),
  )
}

async function putInOrder(db: Writer, groups: readonly GroupRow[]): Promise<void> {
  for (const [position, group] of groups.entries())
    if (group.position !== position) await updateGroup(db, group, { position })
}

function render(group: GroupRow) {
  return {
    id: group.id,
    serial: group.serial,
    name: group.name,
    parent: group.parent_id,
    version: group.version,
    created_at: new Date(group.created_at).toISOString(),
    updated_at: new Date(group.updated_at).toISOString(),
  }
}
