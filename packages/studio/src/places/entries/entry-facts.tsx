import { Badge, Group, Text } from '@mantine/core'
import type { Entry } from '../../api/answers.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { Fact, Facts } from '../../pieces/facts.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { StatusMark } from './status-mark.tsx'

/** The state of an entry, and where it is live. */
export function EntryFacts({ space, entry }: { readonly space: string; readonly entry: Entry }) {
  const { environments, version } = entry
  return (
    <Section title={t('content.facts.title')}>
      <Facts>
        <Fact label={t('content.state')}>
          <StatusMark entry={entry} />
        </Fact>
        <Fact label={t('content.facts.live')}>
          {environments.length === 0 ? (
            <Text size="sm">{t('content.facts.nowhere')}</Text>
          ) : (
            <Group gap={6}>
              {environments.map((slug) => (
                <Badge key={slug} variant="light">
                  {slug}
                </Badge>
              ))}
            </Group>
          )}
        </Fact>
        <Fact label={t('content.facts.saved')}>
          <Moment time={entry.updated_at} />
        </Fact>
        <Fact label={t('content.facts.created')}>
          <Moment time={entry.created_at} />
        </Fact>
        <Fact label={t('content.facts.author')}>
          <ActorName actor={entry.created_by} space={space} />
        </Fact>
        <Fact label={t('content.facts.version')}>{String(version)}</Fact>
      </Facts>
    </Section>
  )
}
