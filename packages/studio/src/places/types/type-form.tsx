import { Button, Checkbox, Group, Paper, SegmentedControl, Stack, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { issueAt } from '../../api/problems.ts'
import { issuesUnder } from '../../api/issues-under.ts'
import { catalogueQuery } from '../../api/queries.ts'
import type { Permit } from '../../api/use-may.ts'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { t } from '../../words/words.ts'
import { slugOf } from '../spaces/slug-of.ts'
import { FieldsEditor } from './fields-editor.tsx'
import { FieldsJson } from './fields-json.tsx'
import type { TypeDraft } from './type-draft.ts'

interface TypeFormProps {
  readonly space: string
  readonly draft: TypeDraft
  readonly isNew: boolean
  readonly error: unknown
  readonly saving: boolean
  readonly permit: Permit
  readonly onChange: (part: Partial<TypeDraft>) => void
  readonly onSave: () => void
  /** Throws away what was changed; absent where nothing was. */
  readonly onDiscard?: (() => void) | undefined
}

/** Name and fields of a content type; its fields one by one, or as the JSON document that they are. */
export function TypeForm(props: TypeFormProps) {
  const { space, draft, isNew, error, saving, permit, onChange, onSave, onDiscard } = props
  const [view, setView] = useState<'fields' | 'json'>('fields')
  const kinds = useQuery(catalogueQuery).data?.field_kinds ?? []
  return (
    <form
      noValidate
      aria-label={t('types.form')}
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      <Stack gap="lg">
        <Paper p={{ base: 'md', xs: 'lg' }}>
          <Stack>
            <Group grow align="flex-start" preventGrowOverflow={false}>
              <TextInput
                label={t('types.name')}
                autoComplete="off"
                value={draft.name}
                error={issueAt(error, '/name')}
                onChange={({ currentTarget: { value } }) => {
                  const follows = isNew && draft.slug === slugOf(draft.name)
                  onChange({ name: value, ...(follows && { slug: slugOf(value) }) })
                }}
              />
              <TextInput
                label={t('types.slug')}
                description={isNew ? undefined : t('types.slugHint')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                autoComplete="off"
                spellCheck={false}
                value={draft.slug}
                error={issueAt(error, '/slug')}
                onChange={({ currentTarget: { value } }) => onChange({ slug: value })}
              />
            </Group>
            <Checkbox
              label={t('types.singleton')}
              description={t('types.singletonHint')}
              checked={draft.singleton}
              error={issueAt(error, '/singleton')}
              onChange={({ currentTarget: { checked } }) => onChange({ singleton: checked })}
            />
          </Stack>
        </Paper>
        <Paper component="section" aria-label={t('types.fields')} p={{ base: 'md', xs: 'lg' }}>
          <Stack>
            <Group justify="space-between">
              <Title order={2} size="h4">
                {t('types.fields')}
              </Title>
              <SegmentedControl
                value={view}
                onChange={setView}
                aria-label={t('types.view')}
                data={[
                  { value: 'fields', label: t('types.viewFields') },
                  { value: 'json', label: 'JSON' },
                ]}
              />
            </Group>
            {view === 'json' ? (
              <FieldsJson rows={draft.rows} onChange={(rows) => onChange({ rows })} />
            ) : (
              <FieldsEditor
                space={space}
                rows={draft.rows}
                kinds={kinds}
                issues={issuesUnder(error, '/fields')}
                nested={false}
                depth={0}
                onChange={(rows) => onChange({ rows })}
              />
            )}
          </Stack>
        </Paper>
        <ProblemAlert error={error} except={['/name', '/slug', '/singleton', '/fields']} />
        <Group>
          <PermitButton permit={permit} loading={saving} onClick={onSave}>
            {t(isNew ? 'types.create' : 'types.save')}
          </PermitButton>
          {onDiscard && (
            <Button variant="default" onClick={onDiscard}>
              {t('content.discard')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
