import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Updates } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { updatesQuery } from '../../api/queries.ts'
import { CommandsDialog } from '../../pieces/commands-dialog.tsx'
import { Fact, Facts } from '../../pieces/facts.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

/** How long an answer is waited for before it is said that it takes long, in milliseconds. */
const patienceMs = 60_000

/** Which version runs, and the way to a newer one. */
export function UpdatesPage() {
  const [asked, setAsked] = useState<Asked | null>(null)
  const query = useQuery({
    ...updatesQuery,
    refetchInterval: ({ state: { data } }) => (isWaiting(asked, data) ? 1000 : false),
  })
  const updates = query.data
  const waiting = isWaiting(asked, updates) ? asked : null
  const ask = (what: Asked['what']) => () => {
    if (updates !== undefined) setAsked({ what, known: faceOf(updates), at: Date.now() })
  }
  const check = useDeed({ run: () => api.updates.check(), stale: [], onDone: ask('checking') })
  const download = useDeed({ run: () => api.updates.download(), stale: [], onDone: ask('downloading') })
  return (
    <Page title={t('installation.updates.title')} lead={t('installation.updates.lead')}>
      <ProblemAlert error={query.error} />
      {updates !== undefined && (
        <Stack maw={680}>
          <Section title={t('installation.updates.runs', { version: updates.current })}>
            <Stack gap="sm" align="flex-start">
              <Known updates={updates} />
              {updates.configured ? (
                <Button
                  variant="default"
                  loading={check.isPending || waiting?.what === 'checking'}
                  disabled={waiting !== null}
                  onClick={() => check.mutate()}
                >
                  {t('installation.updates.check')}
                </Button>
              ) : (
                <Alert title={t('installation.updates.noFeed')} w="100%">
                  {t('installation.updates.noFeedText')}
                </Alert>
              )}
              <ProblemAlert error={check.error} />
              <Text size="sm" role="status">
                {waiting !== null &&
                  t(`installation.updates.${query.dataUpdatedAt - waiting.at > patienceMs ? 'slow' : waiting.what}`)}
              </Text>
            </Stack>
          </Section>
          {updates.available !== null && (
            <Available
              release={updates.available}
              waiting={download.isPending || waiting !== null}
              error={download.error}
              onDownload={download.mutate}
            />
          )}
        </Stack>
      )}
    </Page>
  )
}

interface Asked {
  readonly what: 'checking' | 'downloading'
  /** What was known then. */
  readonly known: string
  readonly at: number
}

/** Whether the server has not told anything new since it was asked. */
function isWaiting(asked: Asked | null, updates: Updates | undefined): boolean {
  return asked !== null && updates !== undefined && faceOf(updates) === asked.known
}

/** What a check or a download changes of what is known, whatever comes of it. */
function faceOf({ checked_at: at, available }: Updates): string {
  return JSON.stringify([at, available?.downloaded])
}

function Known({ updates: { checked_at: at, problem, available } }: { readonly updates: Updates }) {
  if (at === null) return <Text size="sm">{t('installation.updates.never')}</Text>
  return (
    <>
      {problem === null && available === null && <Text size="sm">{t('installation.updates.newest')}</Text>}
      {problem !== null && (
        <Alert color="red" variant="light" w="100%" title={t('installation.updates.problem')}>
          {problem}
        </Alert>
      )}
      <Group gap={4}>
        <Text size="sm" c="dimmed">
          {t('installation.updates.checked')}
        </Text>
        <Moment time={at} />
      </Group>
    </>
  )
}

interface AvailableProps {
  readonly release: NonNullable<Updates['available']>
  readonly waiting: boolean
  readonly error: unknown
  readonly onDownload: () => void
}

function Available({ release, waiting, error, onDownload }: AvailableProps) {
  const { version, notes, url, sha256, downloaded } = release
  const steps = useDeed({ run: () => api.updates.install(), stale: [] })
  return (
    <Section title={t('installation.updates.available', { version })}>
      <Stack gap="sm" align="flex-start">
        {notes !== null && (
          <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
            {notes}
          </Text>
        )}
        <Facts>
          <Fact label={t('installation.updates.file')}>{url}</Fact>
          <Fact label={t('installation.updates.digest')}>{sha256}</Fact>
        </Facts>
        <ProblemAlert error={error} />
        {downloaded ? (
          <>
            <Text size="sm">{t('installation.updates.downloaded')}</Text>
            <Button loading={steps.isPending} onClick={() => steps.mutate(undefined, { onError: notifyProblem })}>
              {t('installation.updates.install')}
            </Button>
          </>
        ) : (
          <Button loading={waiting} onClick={onDownload}>
            {t('installation.updates.download')}
          </Button>
        )}
      </Stack>
      <CommandsDialog
        title={t('installation.updates.installTitle', { version })}
        text={t('installation.updates.installText')}
        commands={steps.data?.steps}
        onClose={steps.reset}
      />
    </Section>
  )
}
