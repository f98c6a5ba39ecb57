/** A test as `file › title`, the title as the file writes it, behind those of the blocks around it. */
export type TestName = `${string}.test.ts › ${string}`

/** One rule about tokens, in a sentence of ours, and what holds it. */
export type Rule = HeldRule | DeviatingRule | RuleOfElsewhere

/** Latchkey does as the rule says. */
export interface HeldRule {
  readonly says: string
  readonly heldBy: readonly [TestName, ...TestName[]]
}

/** Latchkey knowingly does otherwise; the tests hold what it does. */
export interface DeviatingRule extends HeldRule {
  /** What it does instead, and why. */
  readonly instead: string
}

/** Only the front end of that system can show it: exact headers, names, paths. */
export interface RuleOfElsewhere {
  readonly says: string
  readonly belongsTo: 'dialect'
  /** What of it is left to that. */
  readonly because: string
}

/** The rules of one system. */
export interface System {
  readonly name: string
  /** What the rules were read from, and when. */
  readonly readFrom: string
  readonly rules: readonly Rule[]
}
