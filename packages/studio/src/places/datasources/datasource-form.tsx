import { Switch, TagsInput, TextInput } from '@mantine/core'
import type { Datasource } from '../../api/answers.ts'
import { issueAt } from '../../api/problems.ts'
import { t } from '../../words/words.ts'
import { slugOf } from '../spaces/slug-of.ts'

/** A datasource while it is described. */
export type DatasourceDraft = Pick<Datasource, 'name' | 'slug' | 'dimensions' | 'delivered'>

export const newDatasource: DatasourceDraft = { name: '', slug: '', dimensions: [], delivered: false }

/** What the fields say themselves when the server refuses it. */
export const datasourcePointers = ['/name', '/slug', '/dimensions']

interface DatasourceFormProps {
  readonly draft: DatasourceDraft
  /** Its slug follows its name until somebody writes another one. */
  readonly isNew: boolean
  readonly readOnly?: boolean
  readonly error: unknown
  readonly onChange: (draft: DatasourceDraft) => void
}

/** Name, slug and dimensions of a datasource, and whether sites read it. */
export function DatasourceForm({ draft, isNew, readOnly = false, error, onChange }: DatasourceFormProps) {
  const follows = isNew && draft.slug === slugOf(draft.name)
  return (
    <>
      <TextInput
        label={t('datasources.name')}
        required
        withAsterisk={false}
        readOnly={readOnly}
        autoComplete="off"
        {...(isNew && { 'data-autofocus': true })}
        value={draft.name}
        error={issueAt(error, '/name')}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...draft, name: value, ...(follows && { slug: slugOf(value) }) })
        }
      />
      <TextInput
        label={t('datasources.slug')}
        description={t('datasources.slugHint')}
        required
        withAsterisk={false}
        readOnly={readOnly}
        autoComplete="off"
        spellCheck={false}
        value={draft.slug}
        error={issueAt(error, '/slug')}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, slug: value })}
      />
      <TagsInput
        label={t('datasources.dimensions')}
        description={t('datasources.dimensionsHint')}
        readOnly={readOnly}
        acceptValueOnBlur
        value={[...draft.dimensions]}
        error={issueAt(error, '/dimensions')}
        onChange={(dimensions) => onChange({ ...draft, dimensions })}
      />
      <Switch
        label={t('datasources.delivered')}
        description={t('datasources.deliveredHint')}
        disabled={readOnly}
        checked={draft.delivered}
        onChange={({ currentTarget: { checked } }) => onChange({ ...draft, delivered: checked })}
      />
    </>
  )
}
