import { Button, Collapse, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ActivityRecord } from '../../api/answers.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { Fact, Facts } from '../../pieces/facts.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { RowCard } from '../../pieces/row-card.tsx'
import { t } from '../../words/words.ts'

interface ActivityRowProps {
  readonly record: ActivityRecord
  /** Null: of the installation. */
  readonly space: string | null
}

/** One record of the trail; behind a button, all that was written down of it. */
export function ActivityRow({ record, space }: ActivityRowProps) {
  const { seq, at, operation, actor, token, target, secret_version: version, details } = record
  const [opened, { toggle }] = useDisclosure(false)
  return (
    <RowCard
      actions={
        <>
          <Moment time={at} />
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            c="inherit"
            aria-expanded={opened}
            aria-label={`${t('activity.detailsOf', { operation })} (${seq})`}
            onClick={toggle}
          >
            {t('activity.details')}
          </Button>
        </>
      }
    >
      <Group gap={6}>
        <Text size="sm" fw={600}>
          <ActorName actor={actor} space={space} />
        </Text>
        <Text size="sm" ff="monospace">
          {operation}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {target}
      </Text>
      <Collapse expanded={opened}>
        <Facts>
          <Fact label={t('activity.number')}>{seq}</Fact>
          <Fact label={t('activity.actor')}>{actor}</Fact>
          {token !== null && (
            <Fact label={t('activity.tokenLabel')}>
              {token}
              {version !== null && `, ${t('activity.version', { version })}`}
            </Fact>
          )}
          <Fact label={t('activity.decided')}>{record.decided_by.join(', ')}</Fact>
          <Fact label={t('activity.network')}>{record.network}</Fact>
          <Fact label={t('activity.request')}>{record.request}</Fact>
        </Facts>
        {details !== undefined && <CodeBlock label={t('activity.sentences')} code={JSON.stringify(details, null, 2)} />}
      </Collapse>
    </RowCard>
  )
}
