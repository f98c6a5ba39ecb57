import type { Draft, DraftKind } from './draft.ts'
import type { Missing } from './draft-checks.ts'

/** What every part of the second step is given. */
export interface ReachStepProps {
  readonly draft: Draft & { readonly kind: DraftKind }
  /** Slug; null on the pages of a person’s own tokens, and of the installation’s. */
  readonly space: string | null
  readonly onChange: (part: Partial<Draft>) => void
  /** What is missing, once somebody has tried to go on. */
  readonly missing: Missing
  /** What the server has said. */
  readonly error: unknown
}

/** A part about a token of a space. */
export type PartProps = Pick<ReachStepProps, 'draft' | 'onChange' | 'error'> & { readonly space: string }

/** A part that says what is missing. */
export type CheckedProps = PartProps & Pick<ReachStepProps, 'missing'>
