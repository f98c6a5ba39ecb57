import { MultiSelect, TagsInput, TextInput } from '@mantine/core'
import { kinds } from '@latchkey/tokens/kinds'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Catalogue, NewWebhook } from '../../api/answers.ts'
import { issueAt } from '../../api/problems.ts'
import { catalogueQuery, environmentsQuery, typesQuery } from '../../api/queries.ts'
import { areaOf } from '../../pieces/grants/vocabulary-of.ts'
import { t } from '../../words/words.ts'

/** A webhook while it is written; what is empty narrows nothing. */
export interface WebhookDraft {
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
  readonly types: readonly string[]
  readonly environments: readonly string[]
}

export const newWebhook: WebhookDraft = { name: '', url: '', events: [], types: [], environments: [] }

export function webhookBody({ name, url, events, types, environments }: WebhookDraft): NewWebhook {
  return {
    name: name.trim(),
    url: url.trim(),
    events: [...events],
    types: types.length === 0 ? null : [...types],
    environments: environments.length === 0 ? null : [...environments],
  }
}

interface WebhookFormProps {
  readonly space: string
  readonly draft: WebhookDraft
  readonly error: unknown
  readonly onChange: (part: Partial<WebhookDraft>) => void
}

/** Where events go, which, and of what. */
export function WebhookForm({ space, draft, error, onChange }: WebhookFormProps) {
  const catalogue = useQuery(catalogueQuery).data
  const types = useQuery(typesQuery(space)).data ?? []
  const environments = useQuery(environmentsQuery(space)).data ?? []
  const events = useMemo(() => (catalogue === undefined ? [] : suggestedEvents(catalogue)), [catalogue])
  return (
    <>
      <TextInput
        label={t('webhooks.name')}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
        value={draft.name}
        error={issueAt(error, '/name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        type="url"
        label={t('webhooks.url')}
        description={t('webhooks.urlHint')}
        required
        withAsterisk={false}
        autoComplete="off"
        value={draft.url}
        error={issueAt(error, '/url')}
        onChange={(event) => onChange({ url: event.currentTarget.value })}
      />
      <TagsInput
        label={t('webhooks.events')}
        description={t('webhooks.eventsHint')}
        data={[...events]}
        value={[...draft.events]}
        error={issueAt(error, '/events')}
        onChange={(chosen) => onChange({ events: chosen })}
        acceptValueOnBlur
        maxDropdownHeight={260}
      />
      <MultiSelect
        searchable
        label={t('webhooks.types')}
        description={t('webhooks.any')}
        data={types.map(({ slug, name }) => ({ value: slug, label: name }))}
        value={[...draft.types]}
        error={issueAt(error, '/types')}
        onChange={(chosen) => onChange({ types: chosen })}
      />
      <MultiSelect
        searchable
        label={t('webhooks.environments')}
        description={t('webhooks.any')}
        data={environments.map(({ slug }) => slug)}
        value={[...draft.environments]}
        error={issueAt(error, '/environments')}
        onChange={(chosen) => onChange({ environments: chosen })}
      />
    </>
  )
}

/** What is worth suggesting: changes of what programs work with. Others can be written; the server knows all. */
function suggestedEvents({ operations }: Catalogue): readonly string[] {
  const areas = new Set((kinds.management.ceiling ?? []).flatMap(({ actions }) => actions.map(areaOf)))
  const changes = operations.filter(
    ({ access, action }) =>
      access !== 'read' && action !== null && areas.has(areaOf(action)) && areaOf(action) !== 'webhooks',
  )
  const resources = [...new Set(changes.map(({ id }) => id.split('.', 1)[0] ?? id))]
  return [
    '*',
    ...resources.flatMap((resource) => [
      `${resource}.*`,
      ...changes.map(({ id }) => id).filter((id) => id.startsWith(`${resource}.`)),
    ]),
  ]
}
