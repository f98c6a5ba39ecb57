import { Alert, Button, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { sessionQuery } from '../../api/queries.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { useKept } from '../../pieces/use-kept.ts'
import { t } from '../../words/words.ts'

/** Names a new address; it counts once the link that is sent there was used. */
export function EmailForm() {
  const account = useQuery(sessionQuery).data?.account
  const [{ email }, change, forget] = useKept('new-email', () => ({ email: '' }))
  const send = useDeed({
    run: (to: string) => api.account.changeEmail({ body: { email: to } }).then(() => to),
    stale: [],
    onDone: forget,
  })
  return (
    <Section title={t('account.email')} lead={account?.email ?? ''}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate(email.trim())
        }}
      >
        <Stack align="flex-start">
          <TextInput
            w="100%"
            type="email"
            label={t('account.newEmail')}
            description={t('account.newEmailHint')}
            autoComplete="email"
            required
            withAsterisk={false}
            maxLength={254}
            value={email}
            error={issueAt(send.error, '/email')}
            onChange={(event) => change({ email: event.currentTarget.value })}
          />
          <ProblemAlert error={send.error} except={['/email']} />
          {send.isSuccess && (
            <Alert role="status" w="100%" title={t('account.letterTitle', { email: send.data })}>
              <Text size="sm">{t('account.letterText', { email: account?.email ?? '' })}</Text>
              <Text size="sm" c="dimmed" mt={4}>
                {t('account.letterNone')}
              </Text>
            </Alert>
          )}
          <Button type="submit" variant="default" loading={send.isPending}>
            {t('account.sendLetter')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
