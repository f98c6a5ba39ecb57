import { Anchor, Badge, Button, Checkbox, Group, List, Paper, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContentType, Entry, FieldDifference, Revision } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { comparisonQuery, revisionsQuery } from '../../api/content-queries.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { exactly } from '../../pieces/moments.ts'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { EntryRights } from './entry-rights.ts'
import { nameOfPart } from './entry-title.ts'
import { ValueDifference } from './value-difference.tsx'

/** How many saves are shown before more are asked for. */
const shownMax = 6

interface RevisionsProps {
  readonly space: string
  readonly entry: Entry
  readonly type: ContentType
  readonly rights: EntryRights
}

/** What an entry held before: who saved it when, what differs from now, and the way back. */
export function Revisions({ space, entry, type, rights }: RevisionsProps) {
  const permit = rights.deed('history')
  const list = useQuery({ ...revisionsQuery(space, entry.id), enabled: permit.allowed, retry: false })
  const [more, setMore] = useState(false)
  const [opened, setOpened] = useState<Revision | null>(null)
  const revisions = list.data ?? []
  return (
    <Section title={t('content.history.title')}>
      {!permit.allowed && (
        <Text size="sm" c="dimmed">
          {permit.why}
        </Text>
      )}
      <List listStyleType="none" spacing="sm">
        {(more ? revisions : revisions.slice(0, shownMax)).map((revision) => (
          <List.Item key={revision.version}>
            <RevisionLine {...{ space, revision }} onOpen={() => setOpened(revision)} />
          </List.Item>
        ))}
      </List>
      {!more && revisions.length > shownMax && (
        <Button size="xs" variant="default" w="fit-content" onClick={() => setMore(true)}>
          {t('content.history.more', { count: revisions.length - shownMax })}
        </Button>
      )}
      <Dialog
        size="xl"
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title={opened === null ? '' : t('content.history.compare', { at: exactly(opened.saved_at) })}
      >
        {opened !== null && (
          <RevisionComparison {...{ space, entry, type, rights }} revision={opened} onDone={() => setOpened(null)} />
        )}
      </Dialog>
    </Section>
  )
}

interface RevisionLineProps {
  readonly space: string
  readonly revision: Revision
  readonly onOpen: () => void
}

function RevisionLine({ space, revision, onOpen }: RevisionLineProps) {
  const { version, saved_at: at, saved_by: by, locales, live_in: live } = revision
  return (
    <Group gap={6}>
      <Anchor component="button" type="button" size="sm" onClick={onOpen}>
        {t('content.history.version', { version })}
      </Anchor>
      <Moment time={at} />
      <Text size="sm">
        <ActorName actor={by} space={space} />
      </Text>
      {locales.length > 0 && (
        <Text size="xs" c="dimmed">
          {locales.join(', ')}
        </Text>
      )}
      {live.map((slug) => (
        <Badge key={slug} size="sm" variant="light">
          {slug}
        </Badge>
      ))}
    </Group>
  )
}

interface RevisionComparisonProps extends RevisionsProps {
  readonly revision: Revision
  readonly onDone: () => void
}

/** What differs between a save and what the entry holds now; what is chosen comes back. */
function RevisionComparison({ space, entry, type, rights, revision, onDone }: RevisionComparisonProps) {
  const comparison = useQuery(comparisonQuery(space, entry.id, revision.version))
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const { fields = [], tags } = comparison.data ?? {}
  const names = [...new Set([...fields.map(({ field }) => field), ...(tags ? ['tags'] : [])])]
  const wanted = chosen ?? names
  const restore = useDeed({
    run: () => {
      const body = wanted.length === names.length ? {} : { fields: [...wanted] }
      const params = { space, entry: entry.id, version: String(revision.version) }
      return api.entries.restoreRevision(params, { body, ifMatch: entry.version })
    },
    done: t('content.history.restored', { version: revision.version }),
    stale: [['spaces', space, 'entries']],
    onDone,
  })
  if (comparison.isPending) return <Skeleton height={120} role="status" aria-label={t('shared.loading')} />
  return (
    <Stack>
      <ProblemAlert error={comparison.error} />
      {comparison.isSuccess && names.length === 0 && <Text size="sm">{t('content.history.same')}</Text>}
      <Checkbox.Group aria-label={t('content.history.what')} value={[...wanted]} onChange={(next) => setChosen(next)}>
        <Stack gap="sm">
          {names.map((name) => (
            <Paper key={name} p="sm">
              <Stack gap="xs">
                <Checkbox value={name} label={nameOfPart(name, type)} />
                {name === 'tags' ? (
                  <ValueDifference old={tags?.new.join(', ')} next={tags?.old.join(', ')} />
                ) : (
                  fields
                    .filter(({ field }) => field === name)
                    .map((difference) => <OneDifference key={difference.locale ?? ''} difference={difference} />)
                )}
              </Stack>
            </Paper>
          ))}
        </Stack>
      </Checkbox.Group>
      <ProblemAlert error={restore.error} />
      {names.length > 0 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" maw="36ch">
            {t('content.history.hint')}
          </Text>
          <PermitButton
            permit={rights.deed('restore')}
            loading={restore.isPending}
            disabled={wanted.length === 0}
            onClick={() => restore.mutate()}
          >
            {t('content.history.restore')}
          </PermitButton>
        </Group>
      )}
    </Stack>
  )
}

/** From what the entry holds now to what the save held: what restoring would do. */
function OneDifference({ difference: { locale, old, new: now } }: { readonly difference: FieldDifference }) {
  return (
    <div>
      {locale !== null && (
        <Badge size="sm" variant="default" mb={4}>
          {locale}
        </Badge>
      )}
      <ValueDifference old={now} next={old} />
    </div>
  )
}
