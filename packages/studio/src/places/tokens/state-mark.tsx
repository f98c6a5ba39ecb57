import { Group, Text } from '@mantine/core'
import type { Token } from '../../api/answers.ts'
import { t } from '../../words/words.ts'
import classes from './state-mark.module.css'

/** Where a token is in its life: a dot and a word, so that it is not told by colour alone. */
export function StateMark({ state }: Pick<Token, 'state'>) {
  return (
    <Group gap={8} wrap="nowrap">
      <span className={classes['dot']} data-state={state} aria-hidden />
      <Text size="sm">{t(`tokens.state.${state}`)}</Text>
    </Group>
  )
}
