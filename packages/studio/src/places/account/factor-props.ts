import type { Factors } from '../../api/answers.ts'

/** What every part of the page is given. */
export interface FactorProps {
  readonly factors: Factors
  /** Recovery codes to be shown, once; null: put away. */
  readonly onCodes: (codes: readonly string[] | null) => void
}
