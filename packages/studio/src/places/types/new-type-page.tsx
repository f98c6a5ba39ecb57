import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { typesQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-may.ts'
import { notifyDone } from '../../pieces/notify.tsx'
import { Page } from '../../pieces/page.tsx'
import { useKept } from '../../pieces/use-kept.ts'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'
import { focusFirstIssue } from '../entries/focus-first-issue.ts'
import { newRow } from './field-row.ts'
import { bodyOfType, emptyType, type TypeDraft } from './type-draft.ts'
import { TypeForm } from './type-form.tsx'

/** A first field that most types have. */
function firstDraft(): TypeDraft {
  const row = newRow()
  return {
    ...emptyType,
    rows: [
      { ...row, field: { id: 'title', name: t('types.firstField'), type: 'text', required: true, filterable: true } },
    ],
  }
}

/** Makes a content type. */
export function NewTypePage() {
  const { space = '' } = useParams({ strict: false })
  const [draft, change, forget] = useKept<TypeDraft>(`new-type ${space}`, firstDraft)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const may = useMay(space, { create: { action: 'schema.create' } })
  const create = useMutation({
    mutationFn: () => {
      const idempotencyKey = crypto.randomUUID()
      return attempt(() => api.contentTypes.create({ space }, { body: bodyOfType(draft), idempotencyKey }))
    },
    onSuccess: async ({ slug }) => {
      forget()
      notifyDone(t('types.created'))
      await queries.invalidateQueries({ queryKey: typesQuery(space).queryKey })
      await navigate({ to: '/studio/spaces/$space/content-types/$type', params: { space, type: slug }, replace: true })
    },
    onError: focusFirstIssue,
  })
  return (
    <Page
      title={t('types.new')}
      lead={t('content.newLead')}
      back={{ label: t('types.title'), link: { to: '/studio/spaces/$space/content-types', params: { space } } }}
    >
      <TypeForm
        space={space}
        draft={draft}
        isNew
        error={create.error}
        saving={create.isPending}
        permit={may('create')}
        onChange={change}
        onSave={() => create.mutate()}
        onDiscard={forget}
      />
    </Page>
  )
}
