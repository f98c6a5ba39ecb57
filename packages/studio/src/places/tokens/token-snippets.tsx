import { Anchor, Group, Select, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Token } from '../../api/answers.ts'
import { dialectsQuery } from '../../api/queries.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { ScrolledTabs } from '../../pieces/scrolled-tabs.tsx'
import { t } from '../../words/words.ts'
import { useTriedSpace } from './use-tried-space.ts'
import {
  type ClientProgram,
  clientPrograms,
  clientSnippet,
  curlSnippet,
  environmentFile,
  testCall,
} from './snippets.ts'

interface TokenSnippetsProps {
  readonly token: Token
  /** The secret as it is shown, and as it is copied. */
  readonly shown: string
  readonly secret: string
}

/** Programs that make a first call with a token, in several tongues. */
export function TokenSnippets({ token, shown, secret }: TokenSnippetsProps) {
  const dialects = useQuery(dialectsQuery).data ?? []
  const slug = useTriedSpace(token)
  const path = testCall(token, slug)
  const [tab, setTab] = useState<string | null>(path === null ? 'env' : 'curl')
  const { origin } = location
  // A client of another platform is pointed at one space.
  const programs = path === null || reachesAll(token) ? [] : clientPrograms(origin, token, dialects)
  return (
    <ScrolledTabs value={tab} onChange={setTab} keepMounted={false}>
      <Tabs.List mb="sm">
        {path !== null && <Tabs.Tab value="curl">curl</Tabs.Tab>}
        {path !== null && <Tabs.Tab value="client">TypeScript</Tabs.Tab>}
        {programs.length > 0 && <Tabs.Tab value="others">{t('tokens.secret.others')}</Tabs.Tab>}
        <Tabs.Tab value="env">{t('tokens.secret.env')}</Tabs.Tab>
      </Tabs.List>
      {path !== null && (
        <Tabs.Panel value="curl">
          <CodeBlock label="curl" code={curlSnippet(origin, path, shown)} copied={curlSnippet(origin, path, secret)} />
        </Tabs.Panel>
      )}
      {path !== null && (
        <Tabs.Panel value="client">
          <CodeBlock label="TypeScript" code={clientSnippet(origin, token, slug)} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="others">
        <OtherClients programs={programs} shown={shown} secret={secret} />
      </Tabs.Panel>
      <Tabs.Panel value="env">
        <CodeBlock
          label={t('tokens.secret.env')}
          code={environmentFile(origin, shown)}
          copied={environmentFile(origin, secret)}
        />
      </Tabs.Panel>
    </ScrolledTabs>
  )
}

/** Whether it belongs to the installation. */
function reachesAll({ kind, space }: Token): boolean {
  return kind === 'api' && space === null
}

interface OtherClientsProps extends Omit<TokenSnippetsProps, 'token'> {
  readonly programs: readonly ClientProgram[]
}

/** The clients of other platforms, which this server understands. */
function OtherClients({ programs, shown, secret }: OtherClientsProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const program = programs.find(({ id }) => id === chosen) ?? programs[0]
  if (program === undefined) return null
  const data = [...Map.groupBy(programs, ({ platform }) => platform)].map(([group, of]) => ({
    group,
    items: of.map(({ id, client }) => ({ value: id, label: client })),
  }))
  return (
    <Stack gap="sm">
      <Text size="sm">{t('tokens.secret.othersLead')}</Text>
      <Group justify="space-between" align="flex-end">
        <Select
          label={t('tokens.secret.client')}
          data={data}
          w={300}
          maw="100%"
          maxDropdownHeight={340}
          allowDeselect={false}
          value={program.id}
          onChange={setChosen}
        />
        <Anchor href={program.documentation} target="_blank" rel="noreferrer" size="sm">
          {t('tokens.secret.documentation', { platform: program.platform })}
        </Anchor>
      </Group>
      <CodeBlock label={program.client} code={program.write(shown)} copied={program.write(secret)} />
    </Stack>
  )
}
