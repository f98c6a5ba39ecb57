import { Button, Grid, List, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { grantInWords } from '@latchkey/tokens/grant-in-words'
import { type ReactNode, useState } from 'react'
import { issueAt } from '../../api/problems.ts'
import { issuesUnder } from '../../api/issues-under.ts'
import { GrantBuilder } from '../../pieces/grants/grant-builder.tsx'
import { grantOf, type GrantRow } from '../../pieces/grants/grant-row.ts'
import { useGrantChoices } from '../../pieces/grants/use-grant-choices.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { t } from '../../words/words.ts'

/** What a role is made of. */
export interface RoleDraft {
  readonly name: string
  readonly grants: readonly GrantRow[]
}

interface RoleFormProps {
  readonly space: string
  readonly initial: RoleDraft
  readonly error: unknown
  /** More about the error, where there is more. */
  readonly refusal?: ReactNode
  readonly saving: boolean
  readonly onSave: (draft: RoleDraft) => void
}

/** Name and grants of a role, with what they allow in words beside them. */
export function RoleForm({ space, initial, error, refusal, saving, onSave }: RoleFormProps) {
  const [draft, setDraft] = useState(initial)
  const choices = useGrantChoices(space, null)
  const whole = draft.grants.filter(({ actions, resources }) => actions.length > 0 && resources.length > 0)
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Paper p={{ base: 'md', xs: 'lg' }}>
          <form
            onSubmit={(event) => {
              event.preventDefault()
              onSave(draft)
            }}
          >
            <Stack>
              <TextInput
                label={t('roles.name')}
                description={t('roles.nameHint')}
                required
                withAsterisk={false}
                autoComplete="off"
                value={draft.name}
                error={issueAt(error, '/name')}
                onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
              />
              <GrantBuilder
                rows={draft.grants}
                choices={choices}
                issues={issuesUnder(error, '/grants')}
                onChange={(grants) => setDraft({ ...draft, grants })}
              />
              <ProblemAlert error={error} except={['/name', '/grants']} />
              {refusal}
              <Button type="submit" loading={saving} w="fit-content">
                {t('roles.save')}
              </Button>
            </Stack>
          </form>
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Paper component="aside" p="lg" aria-label={t('roles.panel')}>
          <Stack gap="sm" aria-live="polite">
            <Title order={2} size="h5">
              {t('roles.panel')}
            </Title>
            {whole.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('roles.panelEmpty')}
              </Text>
            ) : (
              <List size="sm" spacing={6}>
                {whole.map(grantOf).map((grant) => (
                  <List.Item key={JSON.stringify(grant)}>{grantInWords(grant)}</List.Item>
                ))}
              </List>
            )}
          </Stack>
        </Paper>
      </Grid.Col>
    </Grid>
  )
}
