import { Button, Divider, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Space } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { spacesQuery } from '../../api/queries.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'
import { slugOf } from './slug-of.ts'

/** Makes a space, or opens the person's Sandbox, and goes there. */
export function SpaceForm() {
  const [name, setName] = useState('')
  const [typed, setTyped] = useState<string | null>(null)
  const slug = typed ?? slugOf(name)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const enter = async (space: Space) => {
    await queries.invalidateQueries({ queryKey: spacesQuery.queryKey })
    await navigate({ to: '/studio/spaces/$space/tokens', params: { space: space.slug } })
  }
  const create = useMutation({
    mutationFn: () => attempt(() => api.spaces.create({ body: { name, slug } })),
    onSuccess: enter,
  })
  const sandbox = useMutation({ mutationFn: () => attempt(() => api.accountSandbox.open()), onSuccess: enter })
  return (
    <Paper p="lg" maw={480}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('shell.welcome.name')}
            required
            withAsterisk={false}
            value={name}
            error={issueAt(create.error, '/name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('shell.welcome.slug')}
            description={t('shell.welcome.slugHint', { example: 'clothing-store' })}
            required
            withAsterisk={false}
            value={slug}
            error={issueAt(create.error, '/slug')}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ProblemAlert error={create.error ?? sandbox.error} except={['/name', '/slug']} />
          <Button type="submit" loading={create.isPending}>
            {t('shell.welcome.create')}
          </Button>
          <Divider label={t('shared.or')} />
          <Button variant="default" loading={sandbox.isPending} onClick={() => sandbox.mutate()}>
            {t('shell.welcome.sandbox')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('shell.welcome.sandboxHint')}
          </Text>
        </Stack>
      </form>
    </Paper>
  )
}
