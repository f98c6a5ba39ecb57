import type { Operation } from '@latchkey/contract/operation'
import { namesBranch } from '@latchkey/contract/schema'
import type { Grant } from '@latchkey/policy/grant'
import { decide } from '@latchkey/policy/decide'
import { decideAll, type Layer } from '@latchkey/policy/layers'
import type { Request } from '@latchkey/policy/request'
import { kinds, type TokenKind } from '@latchkey/tokens/kinds'
import { type ManagementMode, modeAllows } from '@latchkey/tokens/modes'
import { type Scope, scopeAllows } from '@latchkey/tokens/scope'
import { grantInWords, listed } from '@latchkey/tokens/grant-in-words'

/** What one layer says to a request. */
export interface LayerAnswer {
  readonly layer: string
  readonly allowed: boolean
  /** The grants that decided; none where it lacks an allow, or has no grants. */
  readonly because: Grant[]
}

export interface Explained {
  readonly allowed: boolean
  readonly sentence: string
  readonly layers: LayerAnswer[]
  readonly missing_grant?: Grant
}

/** What decides about a token besides grants: which calls its kind, scope and mode let it make at all. */
export interface Reach {
  readonly kind: TokenKind
  readonly scope: Scope | null
  readonly mode: ManagementMode | null
}

/** What an explanation adds to its layers, and what it leaves out. */
export interface Frame {
  /** Answers that come from no grants: see `callsOf`. */
  readonly calls: readonly LayerAnswer[]
  /** The asker may not read the role of the token: its grants are not named. */
  readonly hidesRole: boolean
}

/** Asks every layer, and says in words what they answer together. The same functions decide about requests. */
export function explainRequest(request: Request, layers: readonly Layer[], { calls, hidesRole }: Frame): Explained {
  const answers = layers.map(({ name, policy }): LayerAnswer => {
    const decision = decide(policy, request)
    const shown = name === 'role' && hidesRole ? [] : decision.because
    const because = shown.flatMap((index) => policy.grants[index] ?? [])
    return { layer: name, allowed: decision.allowed, because }
  })
  const all = [...calls, ...answers]
  const decision = decideAll(layers, request)
  const callable = calls.every(({ allowed }) => allowed)
  const missing = callable && !decision.allowed ? decision.missing : undefined
  return {
    allowed: callable && decision.allowed,
    sentence: sentenceOf(request, all, missing),
    layers: all,
    ...(missing && { missing_grant: missing }),
  }
}

/**
 * Whether the token reaches the branch that the question is about, under the name that it has there. None for a kind that
 * no branch narrows, and for what is about no branch.
 */
export function branchLayerOf(
  { kind, branches }: { readonly kind: TokenKind; readonly branches: ReadonlyMap<string, unknown> },
  { action }: Request,
  name: string,
  operations: readonly Operation[],
): LayerAnswer[] {
  const isAbout = operations.some(({ guard, query }) => guard?.action.name === action && namesBranch(query))
  return kinds[kind].carriesBranches && isAbout ? [{ layer: 'branch', allowed: branches.has(name), because: [] }] : []
}

/** Whether any call for the action is open to tokens of the kind, and to the scope or mode of this one. */
export function callsOf(
  { kind, scope, mode }: Reach,
  { action }: Request,
  operations: readonly Operation[],
): LayerAnswer[] {
  const performing = operations.filter(({ guard }) => guard?.action.name === action)
  const ofKind = performing.filter(({ callers }) => callers !== 'anyone' && callers.includes(kind))
  const inScope = ofKind.filter(({ id, access, tags = [], resource }) => {
    const facts = { id, access, tags, resource }
    return (scope === null || scopeAllows(scope, facts)) && (mode === null || modeAllows(mode, access))
  })
  const layer = (name: string, open: readonly Operation[]) => ({ layer: name, allowed: open.length > 0, because: [] })
  return [layer('kind', ofKind), ...(scope === null && mode === null ? [] : [layer('scope', inScope)])]
}

function sentenceOf(request: Request, answers: readonly LayerAnswer[], missing: Grant | undefined): string {
  const refusing = answers.filter(({ allowed }) => !allowed)
  const telling = refusing.find(({ because }) => because.length > 0) ?? refusing[0]
  if (telling === undefined) {
    const deciding = answers.filter(({ because }) => because.length > 0)
    return `Allowed ${deciding.map(({ layer, because }) => `by ${layerInWords(layer)}: ${quoted(because)}`).join('; ')}.`
  }
  const by = `Refused by ${layerInWords(telling.layer)}`
  if (telling.because.length > 0) return `${by}: ${quoted(telling.because)}.`
  const lacking = `${by}: nothing there reaches ${request.action} on ${resourceOf(request)}.`
  return missing ? `${lacking} Missing: ${quoted([missing])}.` : lacking
}

function layerInWords(layer: string): string {
  return layer === 'owner' ? 'the rights of its account' : layer === 'branch' ? 'its branches' : `its ${layer}`
}

function quoted(grants: readonly Grant[]): string {
  return listed(
    grants.map((grant) => `“${grantInWords(grant)}”`),
    'and',
  )
}

/** `content:pages:homepage`, as a grant would name it. */
function resourceOf({ target }: Request): string {
  const { area, type, id, name, category } = target
  return [area, type, category ? `category:${category}` : undefined, name ?? id]
    .filter((part) => part !== undefined)
    .join(':')
}
