import { kinds } from '@latchkey/tokens/kinds'
import type { ActionFacts } from '@latchkey/tokens/scope'
import { scopeAllows } from '@latchkey/tokens/scope'
import { t } from '../../words/words.ts'
import { type Draft, endOfDay } from './draft.ts'
import { scopeOf } from './draft-body.ts'

/** What is missing before the token can be made, by the choice that it is about. */
export type Missing = Partial<Record<'name' | 'role' | 'grants' | 'releases' | 'scope' | 'spaces' | 'lastDay', string>>

/** What has to be chosen still; empty when the token can be made. */
export function missingIn(draft: Draft, now: number): Missing {
  const { kind } = draft
  if (kind === null) return {}
  const row = kinds[kind]
  const byGrants = row.carriesGrants && (row.ceiling === null || draft.opens === 'grants')
  const end = endOfDay(draft.lastDay)
  const whole = draft.grants.every(({ actions, resources }) => actions.length > 0 && resources.length > 0)
  const ofScope = kind === 'personal' && !draft.full
  return {
    ...(draft.name.trim() === '' && { name: t('tokens.new.needsName') }),
    ...(row.carriesRole && draft.opens === 'role' && draft.role === null && { role: t('tokens.new.roleNone') }),
    ...(byGrants && (draft.grants.length === 0 || !whole) && { grants: t('tokens.new.needsGrants') }),
    ...(row.needsReleases && draft.releases.length === 0 && { releases: t('tokens.new.needsReleases') }),
    ...(ofScope && draft.scope === 'custom' && draft.operations.length === 0 && { scope: t('tokens.new.needsCalls') }),
    ...(ofScope &&
      draft.scope === 'resources' &&
      Object.keys(draft.resources).length === 0 && { scope: t('tokens.new.needsResources') }),
    ...(ofScope &&
      draft.spaces === 'chosen' &&
      draft.chosenSpaces.length === 0 && { spaces: t('tokens.new.needsSpaces') }),
    ...(draft.expires && (end === null || end.getTime() <= now) && { lastDay: t('tokens.new.needsDate') }),
  }
}

/** What a second look is worth. `operations`: every call that tokens can make. */
export function warningsIn(draft: Draft, operations: readonly ActionFacts[]): readonly string[] {
  const { kind } = draft
  if (kind === null) return []
  const row = kinds[kind]
  const byGrants = row.carriesGrants && (row.ceiling === null || draft.opens === 'grants')
  const allows = byGrants ? draft.grants.filter(({ effect }) => effect === 'allow') : []
  const called = kind === 'personal' ? operations.filter((each) => scopeAllows(scopeOf(draft), each)) : []
  const named = (verb: string) =>
    allows.some(({ actions }) => actions.some((action) => action === '*' || action.endsWith(`.${verb}`)))
  const writes = row.modes !== null && draft.mode !== 'read'
  const warnings = [
    [kind === 'personal' && scopeOf(draft).form === 'all', 'everything'],
    [named('publish') || writes || called.some(({ access }) => access === 'publish'), 'publishes'],
    [named('delete') || writes || called.some(({ id }) => id.endsWith('.delete')), 'deletes'],
    [kind !== 'personal' && row.ceiling !== null && row.delivers === 'drafts-too' && draft.mode !== 'write', 'drafts'],
    [
      allows.some(({ actions, resources }) => actions.includes('*') && resources.some((each) => each === '*')),
      'wildcard',
    ],
    [byGrants && draft.grants.length > 0 && allows.length === 0, 'empty'],
    [row.publishable && draft.opens === 'ceiling', 'broad'],
    [!draft.expires && !row.publishable, 'unlimited'],
  ] as const
  return warnings.flatMap(([holds, name]) => (holds ? [t(`tokens.warning.${name}`)] : []))
}
