import { schema } from '@latchkey/contract/actions'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import type { Reader } from '../../database/database.ts'
import type { Facts, HandlerContext } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { keptTags } from '../content/tags.ts'
import { readDeclaredTags } from '../declared-tags/queries.ts'
import { targetOfTag } from '../declared-tags/target.ts'
import { seenGroup } from '../type-groups/seen-group.ts'
import { readPreset } from '../type-presets/queries.ts'
import { tagsOf, type TypeRow } from './queries.ts'

type Arranging = Pick<HandlerContext<unknown, Reader, Facts, unknown>, 'db' | 'space' | 'branch' | 'allows'>

/** What a write says of a type besides what it is. */
interface Arrangement {
  readonly group?: string | null
  readonly preset?: string | null
  readonly tags?: readonly string[]
}

/** Refuses what a type cannot be put into, begin with or bear. What it has may stay, also where the caller may not read it. */
export async function assertArranged(context: Arranging, sent: Arrangement, before: TypeRow | null): Promise<void> {
  const { group = null, preset = null, tags = [] } = sent
  const errors: ProblemIssue[] = []
  if (group !== null && group !== before?.group_id && !(await seenGroup(context, group)))
    errors.push({ pointer: '/group', detail: 'There is no such group.' })
  if (preset !== null && preset !== before?.preset_id && !(await isPresetOf(context, preset, before)))
    errors.push({ pointer: '/preset', detail: 'The type has no such preset.' })
  errors.push(...(await undeclared(context, tags, before)))
  if (errors.length > 0) throw refuse(problems.invalidBody, undefined, { errors })
}

async function isPresetOf({ db, space, branch }: Arranging, id: string, type: TypeRow | null): Promise<boolean> {
  const preset = await readPreset(db, space.id, branch.id, id)
  return preset !== null && preset.type_id === type?.id
}

async function undeclared(
  { db, space, allows }: Arranging,
  tags: readonly string[],
  before: TypeRow | null,
): Promise<readonly ProblemIssue[]> {
  const borne = before === null ? [] : tagsOf(before)
  const added = keptTags(tags).map((tag, index) => ({ tag, index }))
  const unborne = added.filter(({ tag }) => !borne.includes(tag))
  if (unborne.length === 0) return []
  const declared = await readDeclaredTags(db, space.id, 'type')
  const seen = declared.filter((row) => allows({ action: schema.read.name, target: targetOfTag(space, row) }))
  const known = new Set(seen.map(({ tag }) => tag))
  return unborne
    .filter(({ tag }) => !known.has(tag))
    .map(({ index }) => ({ pointer: `/tags/${index}`, detail: 'No such tag is declared for types.' }))
}
