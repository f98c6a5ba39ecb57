import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { kinds } from '@latchkey/tokens/kinds'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Token } from '../../api/answers.ts'
import { issuesUnder } from '../../api/issues-under.ts'
import { BrokenAssertions } from '../../pieces/assertions/broken-assertions.tsx'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { GrantBuilder } from '../../pieces/grants/grant-builder.tsx'
import { grantOf, rowOf } from '../../pieces/grants/grant-row.ts'
import { useGrantChoices } from '../../pieces/grants/use-grant-choices.ts'
import { notifyDone } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { isLive } from './token-tabs.ts'
import { useKeeper } from './use-keeper.ts'

/** What a token can do, in sentences; its grants, and the way to change them where its kind lets them change. */
export function TokenReach({ token }: { readonly token: Token }) {
  const [editing, setEditing] = useState(false)
  const { reach, warnings = [], grants, kind } = token
  const editable = isLive(token) && grants !== null && kinds[kind].editable.includes('grants')
  return (
    <Section title={t('tokens.detail.reach')} lead={t('tokens.detail.reachLead')}>
      <List spacing={6}>
        {reach.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {warnings.length > 0 && (
        <Alert color="yellow" variant="light" title={t('tokens.new.warnings')}>
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {grants !== null && !editing && (
        <>
          <Text size="sm" fw={600}>
            {t('tokens.detail.grants')}
          </Text>
          <CodeBlock label={t('tokens.detail.grants')} code={JSON.stringify(grants, null, 2)} />
        </>
      )}
      {editable && !editing && (
        <Button variant="default" w="fit-content" onClick={() => setEditing(true)}>
          {t('tokens.detail.editGrants')}
        </Button>
      )}
      {editing && <GrantsForm token={token} onClose={() => setEditing(false)} />}
    </Section>
  )
}

function GrantsForm({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const keeper = useKeeper()
  const queries = useQueryClient()
  const choices = useGrantChoices(token.space?.slug ?? null, token.kind)
  const [rows, setRows] = useState(() => (token.grants ?? []).map(rowOf))
  const save = useMutation({
    mutationFn: () => keeper.update(token.id, { grants: rows.map(grantOf) }, token.version),
    onSuccess: async () => {
      notifyDone(t('tokens.detail.grantsSaved'))
      onClose()
      await queries.invalidateQueries({ queryKey: keeper.list.queryKey })
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Stack>
        <GrantBuilder
          rows={rows}
          choices={choices}
          onChange={(next) => setRows([...next])}
          issues={issuesUnder(save.error, '/grants')}
        />
        <ProblemAlert error={save.error} except={['/grants']} />
        {keeper.space !== null && (
          <BrokenAssertions error={save.error} edited={{ is: 'token', id: token.id, space: keeper.space }} />
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('shared.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
