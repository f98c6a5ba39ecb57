import { Button, Group, Select, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Alias, Branch } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { aliasesQuery } from '../../api/queries.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

interface AliasSettingsProps {
  readonly space: string
  readonly branches: readonly Branch[]
}

/** Names that stand for branches. */
export function AliasSettings({ space, branches }: AliasSettingsProps) {
  const list = useQuery(aliasesQuery(space))
  const [adding, add] = useDisclosure(false)
  const aliases = list.data ?? []
  return (
    <Section
      title={t('settings.branches.aliases')}
      lead={t('settings.branches.aliasesLead')}
      actions={
        <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={add.open}>
          {t('settings.branches.addAlias')}
        </Button>
      }
    >
      <ProblemAlert error={list.error} />
      {list.isSuccess && aliases.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('settings.branches.aliasesNone')}
        </Text>
      )}
      <RowCards label={t('settings.branches.aliases')}>
        {aliases.map((alias) => (
          <AliasCard key={alias.name} alias={alias} space={space} branches={branches} />
        ))}
      </RowCards>
      <NewAliasDialog space={space} branches={branches} opened={adding} onClose={add.close} />
    </Section>
  )
}

function usePut(space: string) {
  return useDeed({
    run: ({ alias, branch }: { readonly alias: string; readonly branch: string }) =>
      api.aliases.put({ space, alias }, { body: { branch } }),
    done: ({ name, branch }) => t('settings.branches.moved', { name, branch: branch?.name ?? '' }),
    stale: [aliasesQuery(space).queryKey],
  })
}

function AliasCard({ alias: { name, branch }, space, branches }: AliasSettingsProps & { readonly alias: Alias }) {
  const put = usePut(space)
  const remove = useDeed({
    run: () => api.aliases.delete({ space, alias: name }),
    done: t('settings.branches.deleted', { name }),
    stale: [aliasesQuery(space).queryKey],
  })
  return (
    <RowCard
      actions={
        <ConfirmButton
          size="xs"
          label={t('settings.branches.delete')}
          name={t('settings.branches.deleteOf', { name })}
          title={t('settings.branches.deleteAliasTitle', { name })}
          text={t('settings.branches.deleteAliasText')}
          deed={remove}
        />
      }
    >
      <Group gap="sm">
        <Text fw={600}>{name}</Text>
        <Select
          size="xs"
          allowDeselect={false}
          aria-label={t('settings.branches.moveOf', { name })}
          data={branches.map((each) => each.name)}
          value={branch?.name ?? null}
          disabled={put.isPending}
          onChange={(next) => {
            if (next !== null && next !== branch?.name)
              put.mutate({ alias: name, branch: next }, { onError: notifyProblem })
          }}
        />
      </Group>
    </RowCard>
  )
}

interface NewAliasDialogProps extends AliasSettingsProps {
  readonly opened: boolean
  readonly onClose: () => void
}

function NewAliasDialog({ space, branches, opened, onClose }: NewAliasDialogProps) {
  const [alias, setAlias] = useState('')
  const [branch, setBranch] = useState('main')
  const put = usePut(space)
  const close = () => {
    setAlias('')
    put.reset()
    onClose()
  }
  return (
    <DialogForm
      opened={opened}
      onClose={close}
      title={t('settings.branches.addAlias')}
      submit={t('shared.create')}
      saving={put.isPending}
      error={put.error}
      except={['/branch']}
      onSubmit={() => put.mutate({ alias: alias.trim(), branch }, { onSuccess: close })}
    >
      <TextInput
        label={t('settings.branches.alias')}
        description={t('settings.environments.slugHint', { example: 'live' })}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
        value={alias}
        onChange={(event) => setAlias(event.currentTarget.value)}
      />
      <Select
        label={t('settings.branches.standsFor')}
        allowDeselect={false}
        data={branches.map(({ name }) => name)}
        value={branch}
        error={issueAt(put.error, '/branch')}
        onChange={(value) => setBranch(value ?? 'main')}
      />
    </DialogForm>
  )
}
