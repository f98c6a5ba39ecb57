import { Alert, Button, Grid, Group, Stack } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { LatchkeyProblem } from '@latchkey/client/problem'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContentType, Entry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problems.ts'
import { entryQuery } from '../../api/content-queries.ts'
import { typesQuery } from '../../api/queries.ts'
import { useLocales } from '../../api/use-locales.ts'
import { notifyDone } from '../../pieces/notify.tsx'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { attempt } from '../../session/attempt.ts'
import { WaitingPage } from '../../shell/waiting-page.tsx'
import { t } from '../../words/words.ts'
import { Comments } from './comments.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { WhoCan } from './entry-access.tsx'
import { EntryActions } from './entry-actions.tsx'
import { EntryFacts } from './entry-facts.tsx'
import { EntryForm, pointersShown } from './entry-form.tsx'
import { EntryPlans } from './entry-plans.tsx'
import { useEntryRights } from './entry-rights.ts'
import { titleOf } from './entry-title.ts'
import { focusFirstIssue } from './focus-first-issue.ts'
import { LocaleBar } from './locale-bar.tsx'
import { Revisions } from './revisions.tsx'
import { type EditedEntry, useEntryDraft } from './use-entry-draft.ts'

/** One entry: its fields, where it is live, what is planned for it, what was said about it, and what it held before. */
export function EntryPage() {
  const { space = '', entry: id = '' } = useParams({ strict: false })
  const entry = useQuery(entryQuery(space, id))
  const types = useQuery(typesQuery(space))
  const type = types.data?.find(({ slug }) => slug === entry.data?.type)
  const back = { label: t('content.title'), link: { to: '/studio/spaces/$space/content', params: { space } } } as const
  if (entry.isPending || types.isPending) return <WaitingPage />
  if (entry.data === undefined || type === undefined)
    return <MissingPage error={entry.error ?? types.error} back={back} />
  return <EntryEditor key={`${space} ${id}`} space={space} entry={entry.data} type={type} />
}

interface EntryEditorProps {
  readonly space: string
  readonly entry: Entry
  readonly type: ContentType
}

function EntryEditor({ space, entry, type }: EntryEditorProps) {
  const { home, codes } = useLocales(space)
  const { locale: wanted } = useSearch({ strict: false })
  const [chosen, setLocale] = useState<string | null>(typeof wanted === 'string' ? wanted : null)
  const [beside, setBeside] = useState<string | null>(null)
  const locale = chosen !== null && codes.includes(chosen) ? chosen : home
  const locales = beside === null || beside === locale ? [locale] : [locale, beside]
  const edited = useEntryDraft(`entry ${space} ${entry.id}`, type, entry)
  const rights = useEntryRights(space, { type, entry: entry.id, locales, home })
  const [conflict, setConflict] = useState<Entry | null>(null)
  const save = useSave({ space, entry, edited, onConflict: setConflict })
  useHotkeys([['mod+S', () => edited.dirty && save.mutate(edited.draft)]], [], true)
  const title = titleOf(entry, type, locale)
  const { error } = save
  return (
    <Page
      sticky
      title={title}
      back={{
        label: type.name,
        link: { to: '/studio/spaces/$space/content', params: { space }, search: { type: type.slug } },
      }}
      actions={
        <EntryActions
          space={space}
          entry={entry}
          title={title}
          codes={codes}
          rights={rights}
          edited={edited}
          saving={save.isPending}
          save={() => save.mutateAsync(edited.draft)}
        />
      }
    >
      {edited.overtaken && (
        <Alert color="yellow" variant="light" role="status">
          <Group justify="space-between">
            {t('content.conflict.overtaken')}
            <Button size="xs" variant="default" onClick={() => setConflict(entry)}>
              {t('content.conflict.look')}
            </Button>
          </Group>
        </Alert>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <form
            noValidate
            aria-label={title}
            onSubmit={(event) => {
              event.preventDefault()
              if (edited.dirty) save.mutate(edited.draft)
            }}
          >
            <Stack gap="lg">
              <LocaleBar
                codes={codes}
                locale={locale}
                beside={beside}
                onLocale={setLocale}
                onBeside={setBeside}
                wrong={localesIn(error)}
              />
              {!isProblem(error, 'version-conflict') && (
                <ProblemAlert error={error} except={pointersShown(type, locales)} />
              )}
              <EntryForm
                space={space}
                type={type}
                draft={edited.draft}
                locales={locales}
                error={error}
                permit={rights.field}
                onChange={edited.edit}
              />
            </Stack>
          </form>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <EntryFacts space={space} entry={entry} />
            <EntryPlans space={space} entry={entry.id} rights={rights} />
            <Comments space={space} entry={entry.id} permit={rights.deed('comment')} />
            <WhoCan space={space} entry={entry.id} type={type} codes={codes} />
            <Revisions space={space} entry={entry} type={type} rights={rights} />
          </Stack>
        </Grid.Col>
      </Grid>
      {conflict !== null && (
        <ConflictDialog type={type} edited={edited} theirs={conflict} onClose={() => setConflict(null)} />
      )}
    </Page>
  )
}

interface SaveOf {
  readonly space: string
  readonly entry: Entry
  readonly edited: EditedEntry
  /** Somebody else was faster: what the entry holds now. */
  readonly onConflict: (theirs: Entry) => void
}

function useSave({ space, entry, edited, onConflict }: SaveOf) {
  const queries = useQueryClient()
  const query = entryQuery(space, entry.id)
  const read = () => queries.query({ ...query, staleTime: 0 })
  return useMutation({
    mutationFn: async (_sent: typeof edited.draft) => {
      await attempt(() =>
        api.entries.update(
          { space, entry: entry.id },
          {
            query: { locale: '*' },
            body: edited.change(),
            ...(edited.version !== null && { ifMatch: edited.version }),
          },
        ),
      )
    },
    onSuccess: async (_nothing, sent) => {
      edited.settle(sent, await read())
      notifyDone(t('content.saved'))
      await queries.invalidateQueries({ queryKey: ['spaces', space, 'entries'] })
    },
    onError: async (error) => {
      if (isProblem(error, 'version-conflict')) onConflict(await read())
      else focusFirstIssue()
    },
  })
}

/** The locales of which a refusal speaks. */
function localesIn(error: unknown): readonly string[] {
  if (!(error instanceof LatchkeyProblem)) return []
  return error.errors.flatMap(({ pointer }) => /^\/fields\/[^/]+\/([^/]+)/.exec(pointer ?? '')?.[1] ?? [])
}
