import { Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Entry } from '../../api/answers.ts'
import { notifyProblem } from '../../pieces/notify.tsx'
import { t } from '../../words/words.ts'

/** How many entries can be chosen at once: each is asked about, and done, by itself. */
export const chosenMax = 500

interface ChooseAllProps {
  readonly total: number
  /** Whether it says in sight what it does; where headings stand, its place says so. */
  readonly labelled: boolean
  readonly chosen: ReadonlyMap<string, Entry>
  /** Reads all of them, those that nobody has scrolled to included. */
  readonly read: () => Promise<readonly Entry[]>
  readonly onChoose: (chosen: ReadonlyMap<string, Entry>) => void
}

/** Chooses every entry of a list, or none; a list that is too long says so. */
export function ChooseAll({ total, labelled, chosen, read, onChoose }: ChooseAllProps) {
  const all = useMutation({
    mutationFn: read,
    onSuccess: (entries) => onChoose(new Map(entries.map((entry) => [entry.id, entry]))),
    onError: notifyProblem,
  })
  const isAll = chosen.size > 0 && chosen.size === total
  return (
    <Checkbox
      aria-label={t(total > chosenMax ? 'content.chooseAllMax' : 'content.chooseAll', { max: chosenMax })}
      {...(labelled && { label: t('content.chooseAll'), labelPosition: 'left' as const })}
      title={total > chosenMax ? t('content.chooseAllMax', { max: chosenMax }) : undefined}
      checked={isAll}
      indeterminate={!isAll && chosen.size > 0}
      disabled={all.isPending || (total > chosenMax && chosen.size === 0)}
      onChange={() => (chosen.size > 0 ? onChoose(new Map()) : all.mutate())}
    />
  )
}
