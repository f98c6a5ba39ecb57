import { Grid, Stack } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ContentType } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { typesQuery } from '../../api/queries.ts'
import { useLocales } from '../../api/use-locales.ts'
import { useMay } from '../../api/use-may.ts'
import { notifyDone } from '../../pieces/notify.tsx'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { attempt } from '../../session/attempt.ts'
import { WaitingPage } from '../../shell/waiting-page.tsx'
import { t } from '../../words/words.ts'
import { emptyDraft, type EntryDraft, withValue } from './entry-draft.ts'
import { EntryForm, pointersShown } from './entry-form.tsx'
import { useEntryRights } from './entry-rights.ts'
import { focusFirstIssue } from './focus-first-issue.ts'
import { useEntryDraft } from './use-entry-draft.ts'

/** Makes an entry of a type. */
export function NewEntryPage() {
  const { space = '' } = useParams({ strict: false })
  const { type: slug } = useSearch({ strict: false })
  const types = useQuery(typesQuery(space))
  const type = types.data?.find((each) => each.slug === slug)
  if (types.isPending) return <WaitingPage />
  if (type === undefined) return <MissingPage error={types.error} />
  return <NewEntry key={`${space} ${type.id}`} space={space} type={type} />
}

function NewEntry({ space, type }: { readonly space: string; readonly type: ContentType }) {
  const { home } = useLocales(space)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const initial = useMemo(() => filledIn(type, home), [type, home])
  const edited = useEntryDraft(`new-entry ${space} ${type.id}`, type, null, initial)
  const locales = [home]
  const rights = useEntryRights(space, { type, entry: null, locales, home })
  const may = useMay(space, { create: { action: 'content.create', type: type.slug } })
  const create = useMutation({
    mutationFn: () => {
      const { slug, tags, fields } = edited.draft
      const idempotencyKey = crypto.randomUUID()
      const body = { type: type.slug, ...(slug !== '' && { slug }), tags: [...tags], fields }
      return attempt(() => api.entries.create({ space }, { query: { locale: '*' }, body, idempotencyKey }))
    },
    onSuccess: async ({ id }) => {
      edited.discard()
      notifyDone(t('content.created'))
      await navigate({ to: '/studio/spaces/$space/content/$entry', params: { space, entry: id }, replace: true })
      await queries.invalidateQueries({ queryKey: ['spaces', space, 'entries'] })
    },
    onError: focusFirstIssue,
  })
  useHotkeys([['mod+S', () => create.mutate()]], [], true)
  return (
    <Page
      sticky
      title={t('content.newTitle', { type: type.name })}
      lead={t('content.newLead')}
      back={{
        label: type.name,
        link: { to: '/studio/spaces/$space/content', params: { space }, search: { type: type.slug } },
      }}
      actions={
        <PermitButton permit={may('create')} loading={create.isPending} onClick={() => create.mutate()}>
          {t('content.saveNew')}
        </PermitButton>
      }
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <form
            noValidate
            aria-label={t('content.newTitle', { type: type.name })}
            onSubmit={(event) => {
              event.preventDefault()
              create.mutate()
            }}
          >
            <Stack>
              <ProblemAlert error={create.error} except={pointersShown(type, locales)} />
              <EntryForm
                space={space}
                type={type}
                draft={edited.draft}
                locales={locales}
                error={create.error}
                permit={rights.field}
                onChange={edited.edit}
                slugHint={t('content.slugHint')}
              />
            </Stack>
          </form>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

/** What a new entry holds at first: the defaults of its fields. */
function filledIn({ fields }: ContentType, home: string): EntryDraft {
  return fields.reduce(
    (draft, field) => (field.default === undefined ? draft : withValue(draft, field, home, field.default)),
    emptyDraft,
  )
}
