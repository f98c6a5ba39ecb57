import type { Round } from './result.ts'

type Side = () => number | Promise<number>

/** Measures both sides in every round and swaps who goes first, so that a slow minute of the machine hits both. */
export const interleave = async (count: number, latchkey: Side, reference: Side): Promise<Round[]> => {
  const rounds: Round[] = []
  for (let round = 0; round < count; round += 1) {
    if (round % 2 === 0) {
      const first = await reference()
      rounds.push({ latchkey: await latchkey(), reference: first })
    } else {
      const first = await latchkey()
      rounds.push({ latchkey: first, reference: await reference() })
    }
  }
  return rounds
}
