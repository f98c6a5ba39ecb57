import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import IconDeviceDesktop from '@tabler/icons-react/icons/IconDeviceDesktop'
import IconTerminal from '@tabler/icons-react/icons/IconTerminal2'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Session } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { sessionsQuery } from '../../api/queries.ts'
import { Moment } from '../../pieces/moment.tsx'
import { notifyDone, notifyProblem } from '../../pieces/notify.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'
import { deviceOf } from './device-of.ts'

/** Where a person is signed in, and the way to end what they do not know. */
export function SessionsPage() {
  const list = useQuery(sessionsQuery)
  const endOthers = useEnd(() => api.accountSessions.endOthers(), t('account.sessions.othersEnded'))
  const sessions = list.data ?? []
  return (
    <Page
      title={t('account.sessions.title')}
      lead={t('account.sessions.lead')}
      actions={
        sessions.length > 1 && (
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t('account.sessions.endOthers')}
          </Button>
        )
      }
    >
      <ProblemAlert error={list.error} />
      <Stack gap="sm" component="ul" p={0} m={0} maw={760}>
        {sessions.map((session) => (
          <SessionCard key={session.id} session={session} />
        ))}
      </Stack>
    </Page>
  )
}

function useEnd(run: () => Promise<unknown>, done: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => attempt(run),
    onSuccess: async () => {
      notifyDone(done)
      await queries.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    },
    onError: notifyProblem,
  })
}

function SessionCard({ session }: { readonly session: Session }) {
  const end = useEnd(() => api.accountSessions.end({ token: session.id }), t('account.sessions.ended'))
  const device = deviceOf(session.user_agent) ?? t('account.sessions.unknown')
  const Icon = session.via === 'cookie' ? IconDeviceDesktop : IconTerminal
  return (
    <Paper component="li" p="md" style={{ listStyle: 'none' }}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap="md" wrap="nowrap" miw={0}>
          <Icon size={24} aria-hidden />
          <Stack gap={2} miw={0}>
            <Group gap="xs">
              <Text fw={600}>{device}</Text>
              {session.current && <Badge color="key">{t('account.sessions.current')}</Badge>}
            </Group>
            <Text size="sm" c="dimmed">
              {t(session.via === 'cookie' ? 'account.sessions.studio' : 'account.sessions.program')}
              {session.network !== null && ` ${t('account.sessions.from', { network: session.network })}`}
            </Text>
            <Group gap={4}>
              <Text size="sm" c="dimmed">
                {t('account.sessions.began')}
              </Text>
              <Moment time={session.created_at} />
            </Group>
          </Stack>
        </Group>
        {!session.current && (
          <Button
            variant="default"
            size="xs"
            loading={end.isPending}
            aria-label={t('account.sessions.endOf', { device })}
            onClick={() => end.mutate()}
          >
            {t('account.sessions.end')}
          </Button>
        )}
      </Group>
    </Paper>
  )
}
