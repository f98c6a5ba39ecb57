import { Button, Divider, Paper, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Space } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { organizationsQuery, sessionQuery, spacesQuery } from '../../api/queries.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'
import { slugOf } from './slug-of.ts'

/** Stands for no organization in particular, which is open to who administers the installation. */
const anywhere = ''

/** Makes a space, where the person may make one, or opens their Sandbox, and goes there. */
export function SpaceForm() {
  const places = usePlaces()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const enter = async (space: Space) => {
    await queries.invalidateQueries({ queryKey: spacesQuery.queryKey })
    await navigate({ to: '/studio/spaces/$space/tokens', params: { space: space.slug } })
  }
  const sandbox = useMutation({ mutationFn: () => attempt(() => api.accountSandbox.open()), onSuccess: enter })
  if (places === null) return null
  return (
    <Paper p="lg" maw={480}>
      <Stack>
        {places.length === 0 ? (
          <Text size="sm">{t('shell.welcome.madeByOthers')}</Text>
        ) : (
          <NamedSpace places={places} onMade={enter} />
        )}
        {places.length > 0 && <Divider label={t('shared.or')} />}
        <ProblemAlert error={sandbox.error} />
        <Button variant="default" loading={sandbox.isPending} onClick={() => sandbox.mutate()}>
          {t('shell.welcome.sandbox')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('shell.welcome.sandboxHint')}
        </Text>
      </Stack>
    </Paper>
  )
}

interface Place {
  readonly value: string
  readonly label: string
}

/**
 * Where the person may make spaces; null while it is not known. Whether they administer an organization that they are in
 * is not told beforehand: the server says so when they do not.
 */
function usePlaces(): readonly Place[] | null {
  const account = useQuery(sessionQuery).data?.account
  const organizations = useQuery(organizationsQuery)
  if (account === undefined || organizations.isPending) return null
  if (account.installation_administrator) return [{ value: anywhere, label: '' }]
  return (organizations.data ?? []).map(({ slug, name }) => ({ value: slug, label: name }))
}

interface NamedSpaceProps {
  readonly places: readonly Place[]
  readonly onMade: (space: Space) => Promise<void>
}

function NamedSpace({ places, onMade }: NamedSpaceProps) {
  const [name, setName] = useState('')
  const [typed, setTyped] = useState<string | null>(null)
  const [chosen, choose] = useState<string | null>(null)
  const slug = typed ?? slugOf(name)
  const organization = chosen ?? places[0]?.value ?? anywhere
  const create = useMutation({
    mutationFn: () => {
      const request = { body: { name, slug }, idempotencyKey: crypto.randomUUID() }
      return attempt(() =>
        organization === anywhere
          ? api.spaces.create(request)
          : api.organizationSpaces.create({ organization }, request),
      )
    },
    onSuccess: onMade,
  })
  return (
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
        {places.length > 1 && (
          <Select
            label={t('shell.welcome.organization')}
            data={[...places]}
            value={organization}
            allowDeselect={false}
            onChange={choose}
          />
        )}
        <ProblemAlert error={create.error} except={['/name', '/slug']} />
        <Button type="submit" loading={create.isPending}>
          {t('shell.welcome.create')}
        </Button>
      </Stack>
    </form>
  )
}
