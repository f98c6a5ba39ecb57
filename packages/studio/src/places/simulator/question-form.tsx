import { MultiSelect, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { issueAt } from '../../api/problems.ts'
import { catalogueQuery, localesQuery, rolesQuery, tokensQuery, typesQuery } from '../../api/queries.ts'
import { statuses } from '../../pieces/grants/grant-row.ts'
import { areaOf } from '../../pieces/grants/vocabulary-of.ts'
import { t } from '../../words/words.ts'
import { type Asked, isAboutContent, isAboutTagged, touchesFields } from './question.ts'

interface QuestionFormProps {
  readonly space: string
  /** `token:…` or `role:…`; null: nobody yet. */
  readonly about: string | null
  readonly asked: Asked
  readonly error: unknown
  readonly onAbout: (about: string | null) => void
  readonly onAsk: (part: Partial<Asked>) => void
}

/** Who, what, and on which thing. */
export function QuestionForm({ space, about, asked, error, onAbout, onAsk }: QuestionFormProps) {
  const tokens = useQuery(tokensQuery(space)).data ?? []
  const roles = useQuery(rolesQuery(space)).data ?? []
  const actions = useQuery(catalogueQuery).data?.actions.map(({ name }) => name) ?? []
  const areas = [...new Set(actions.map(areaOf))]
  return (
    <Stack>
      <Select
        label={t('simulator.about')}
        placeholder={t('simulator.aboutHint')}
        searchable
        data={[
          {
            group: t('simulator.tokens'),
            items: tokens.map(({ id, name }) => ({ value: `token:${id}`, label: name })),
          },
          { group: t('simulator.roles'), items: roles.map(({ id, name }) => ({ value: `role:${id}`, label: name })) },
        ]}
        value={about}
        onChange={onAbout}
      />
      <Select
        label={t('simulator.action')}
        searchable
        data={areas.map((area) => ({ group: area, items: actions.filter((action) => areaOf(action) === area) }))}
        value={asked.action}
        error={issueAt(error, '/action')}
        onChange={(action) => onAsk({ action })}
      />
      {isAboutContent(asked.action) && <ContentPart {...{ space, asked, error, onAsk }} />}
      {asked.action !== null && !isAboutContent(asked.action) && (
        <TextInput
          label={t('simulator.resource')}
          description={t('simulator.resourceHint')}
          value={asked.resource}
          error={issueAt(error, '/resource')}
          onChange={(event) => onAsk({ resource: event.currentTarget.value })}
        />
      )}
      {isAboutTagged(asked.action) && (
        <TagsInput
          label={t('simulator.tags')}
          description={t('simulator.tagsHint')}
          value={[...asked.tags]}
          error={issueAt(error, '/tags')}
          onChange={(tags) => onAsk({ tags })}
          acceptValueOnBlur
        />
      )}
    </Stack>
  )
}

function ContentPart({ space, asked, error, onAsk }: Pick<QuestionFormProps, 'space' | 'asked' | 'error' | 'onAsk'>) {
  const types = useQuery(typesQuery(space)).data ?? []
  const locales = useQuery(localesQuery(space)).data ?? []
  const fields = types.find(({ slug }) => slug === asked.type)?.fields ?? []
  return (
    <>
      <Select
        label={t('simulator.type')}
        searchable
        data={types.map(({ slug, name }) => ({ value: slug, label: name }))}
        value={asked.type}
        error={issueAt(error, '/type')}
        onChange={(type) => onAsk({ type, fields: [] })}
      />
      <TextInput
        label={t('simulator.entry')}
        description={t('simulator.entryHint')}
        value={asked.entry}
        error={issueAt(error, '/entry')}
        onChange={(event) => onAsk({ entry: event.currentTarget.value })}
      />
      {touchesFields(asked.action) && (
        <TagsInput
          label={t('simulator.fields')}
          description={t('simulator.fieldsHint')}
          data={fields.map(({ id }) => id)}
          value={[...asked.fields]}
          error={issueAt(error, '/fields')}
          onChange={(next) => onAsk({ fields: next })}
        />
      )}
      <MultiSelect
        searchable
        label={t('simulator.locales')}
        description={t('simulator.localesHint')}
        data={locales.map(({ code }) => code)}
        value={[...asked.locales]}
        error={issueAt(error, '/locales')}
        onChange={(next) => onAsk({ locales: next })}
      />
      <Select
        label={t('simulator.status')}
        description={t('simulator.statusHint')}
        placeholder={t('simulator.asItIs')}
        clearable
        data={[...statuses]}
        value={asked.status}
        error={issueAt(error, '/status')}
        onChange={(status) => onAsk({ status: statuses.find((each) => each === status) ?? null })}
      />
    </>
  )
}
