import { Badge, Group, List, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { grantInWords } from '@latchkey/tokens/grant-in-words'
import type { Assertion } from '../../api/answers.ts'
import type { Permit } from '../../api/use-may.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { PermitButton } from '../permit-button.tsx'
import { RowCard } from '../row-card.tsx'
import { useDeed } from '../use-deed.ts'
import { t } from '../../words/words.ts'
import { type Asserted, assertionsQuery, unpin } from './asserted.ts'

interface AssertionCardProps {
  readonly assertion: Assertion
  readonly asserted: Asserted
  readonly permit: Permit
}

/** One assertion: its sentence, whether it holds, and the grants that stand against it. */
export function AssertionCard({ assertion, asserted, permit }: AssertionCardProps) {
  const [asking, ask] = useDisclosure(false)
  const { id, name, sentence, holds, because = [] } = assertion
  const remove = useDeed({
    run: () => unpin(asserted, id),
    done: t('assertions.unpinned', { name }),
    stale: [assertionsQuery(asserted).queryKey],
  })
  return (
    <RowCard
      actions={
        <PermitButton
          permit={permit}
          variant="default"
          size="xs"
          aria-label={t('assertions.unpinName', { name })}
          onClick={ask.open}
        >
          {t('assertions.unpin')}
        </PermitButton>
      }
    >
      <Group gap="xs">
        <Text fw={600} size="sm">
          {name}
        </Text>
        <Badge {...(holds === 'no' ? { color: 'red' } : { variant: 'default' })}>
          {t(`assertions.holds.${holds}`)}
        </Badge>
      </Group>
      <Text size="sm">{sentence}</Text>
      {because.length > 0 && (
        <List size="sm" c="var(--studio-danger)">
          {because.map(grantInWords).map((grants) => (
            <List.Item key={grants}>{t('assertions.because', { grants })}</List.Item>
          ))}
        </List>
      )}
      <ConfirmDialog
        opened={asking}
        title={t('assertions.unpinTitle', { name })}
        text={t('assertions.unpinText')}
        label={t('assertions.unpin')}
        deed={remove}
        onClose={ask.close}
      />
    </RowCard>
  )
}
