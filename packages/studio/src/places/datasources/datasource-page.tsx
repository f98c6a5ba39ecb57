import { Anchor, Checkbox, Grid, List, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContentType, Datasource } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { datasourcesQuery } from '../../api/content-queries.ts'
import { isProblem } from '../../api/problems.ts'
import { typesQuery } from '../../api/queries.ts'
import { type Permit, useMay } from '../../api/use-may.ts'
import { ConfirmDialog } from '../../pieces/confirm-dialog.tsx'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { WaitingPage } from '../../shell/waiting-page.tsx'
import { t } from '../../words/words.ts'
import { isSame } from '../entries/entry-draft.ts'
import { nameOf } from '../entries/entry-title.ts'
import { fieldsChoosing } from './choosing-fields.ts'
import { DatasourceEntries } from './datasource-entries.tsx'
import { type DatasourceDraft, DatasourceForm, datasourcePointers } from './datasource-form.tsx'

/** One datasource: its entries, what it is called, and which fields choose from it. */
export function DatasourcePage() {
  const { space = '', datasource: slug = '' } = useParams({ strict: false })
  const list = useQuery(datasourcesQuery(space))
  const datasource = list.data?.find((each) => each.slug === slug)
  const back = {
    label: t('datasources.title'),
    link: { to: '/studio/spaces/$space/datasources', params: { space } },
  } as const
  if (list.isPending) return <WaitingPage />
  if (datasource === undefined) return <MissingPage error={list.error} back={back} />
  return <OneDatasource key={datasource.id} space={space} datasource={datasource} back={back} />
}

interface DatasourceInSpace {
  readonly space: string
  readonly datasource: Datasource
}

function OneDatasource({ space, datasource, back }: DatasourceInSpace & Pick<Parameters<typeof Page>[0], 'back'>) {
  const resource = `datasources:${datasource.slug}`
  const may = useMay(space, {
    update: { action: 'datasources.update', resource },
    delete: { action: 'datasources.delete', resource },
  })
  const types = useQuery(typesQuery(space)).data ?? []
  const choosing = types.flatMap((type) =>
    fieldsChoosing(type.fields, datasource.slug).map((field) => ({ type, field })),
  )
  return (
    <Page
      title={datasource.name}
      {...(back && { back })}
      actions={<DeleteDatasource {...{ space, datasource }} permit={may('delete')} />}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <DatasourceEntries space={space} datasource={datasource} permit={may('update')} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <Settings key={datasource.version} {...{ space, datasource }} permit={may('update')} />
            <ChosenFrom space={space} choosing={choosing} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

function Settings({ space, datasource, permit }: DatasourceInSpace & { readonly permit: Permit }) {
  const { name, slug, dimensions, delivered, version } = datasource
  const stored: DatasourceDraft = { name, slug, dimensions, delivered }
  const [draft, setDraft] = useState(stored)
  const [confirm, setConfirm] = useState(false)
  const navigate = useNavigate()
  const save = useDeed({
    run: () =>
      api.datasources.update(
        { space, datasource: slug },
        { query: confirm ? { confirm } : {}, body: { ...draft, dimensions: [...draft.dimensions] }, ifMatch: version },
      ),
    done: t('datasources.settingsSaved'),
    leave: () =>
      navigate({
        to: '/studio/spaces/$space/datasources/$datasource',
        params: { space, datasource: draft.slug },
        replace: true,
      }),
    stale: [datasourcesQuery(space).queryKey],
  })
  // A dimension that goes takes its values with it: the server counts them, and asks.
  const loses = isProblem(save.error, 'in-use') && dimensions.some((each) => !draft.dimensions.includes(each))
  return (
    <Section title={t('datasources.settings')} {...(!permit.allowed && { lead: permit.why })}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack>
          <DatasourceForm
            draft={draft}
            isNew={false}
            readOnly={!permit.allowed}
            error={save.error}
            onChange={setDraft}
          />
          <ProblemAlert error={save.error} except={datasourcePointers} />
          {loses && (
            <Checkbox
              label={t('datasources.confirm')}
              checked={confirm}
              onChange={({ currentTarget: { checked } }) => setConfirm(checked)}
            />
          )}
          <PermitButton
            w="fit-content"
            permit={permit}
            disabled={isSame(draft, stored)}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('shared.save')}
          </PermitButton>
        </Stack>
      </form>
    </Section>
  )
}

interface ChosenFromProps {
  readonly space: string
  readonly choosing: readonly { readonly type: ContentType; readonly field: ContentType['fields'][number] }[]
}

function ChosenFrom({ space, choosing }: ChosenFromProps) {
  return (
    <Section title={t('datasources.choosing')}>
      {choosing.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('datasources.choosingNone')}
        </Text>
      ) : (
        <List size="sm" spacing={4}>
          {choosing.map(({ type, field }) => (
            <List.Item key={`${type.slug} ${field.id}`}>
              <Anchor
                size="sm"
                renderRoot={(props: Record<string, unknown>) => (
                  <Link to="/studio/spaces/$space/content-types/$type" params={{ space, type: type.slug }} {...props} />
                )}
              >
                {type.name}
              </Anchor>
              {`: ${nameOf(field)}`}
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  )
}

function DeleteDatasource({ space, datasource, permit }: DatasourceInSpace & { readonly permit: Permit }) {
  const [asking, ask] = useDisclosure(false)
  const navigate = useNavigate()
  const { name, slug, version } = datasource
  const remove = useDeed({
    run: () => api.datasources.delete({ space, datasource: slug }, { ifMatch: version }),
    done: t('datasources.deleted', { name }),
    leave: () => navigate({ to: '/studio/spaces/$space/datasources', params: { space } }),
    stale: [datasourcesQuery(space).queryKey],
  })
  return (
    <>
      <PermitButton variant="default" c="var(--studio-danger)" permit={permit} onClick={ask.open}>
        {t('datasources.delete')}
      </PermitButton>
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={t('datasources.deleteTitle', { name })}
        text={t('datasources.deleteText')}
        label={t('shared.delete')}
        deed={remove}
      />
    </>
  )
}
