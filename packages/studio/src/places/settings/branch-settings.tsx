import { Badge, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Branch } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { branchesQuery } from '../../api/queries.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { AliasSettings } from './alias-settings.tsx'

/** Copies of the content that go their own way, and the names that stand for them. */
export function BranchSettings({ space }: { readonly space: string }) {
  const [adding, add] = useDisclosure(false)
  // A branch that is being copied says when it is there.
  const list = useQuery({
    ...branchesQuery(space),
    refetchInterval: ({ state }) => (state.data?.some((branch) => branch.state === 'creating') ? 2000 : false),
  })
  const branches = list.data ?? []
  return (
    <Stack maw={760}>
      <Section
        title={t('settings.branches.title')}
        lead={t('settings.branches.lead')}
        actions={
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add.open}>
            {t('settings.branches.add')}
          </Button>
        }
      >
        <ProblemAlert error={list.error} />
        <RowCards label={t('settings.branches.title')}>
          {branches.map((branch) => (
            <BranchCard key={branch.id} branch={branch} space={space} />
          ))}
        </RowCards>
      </Section>
      <AliasSettings space={space} branches={branches} />
      <NewBranchDialog space={space} branches={branches} opened={adding} onClose={add.close} />
    </Stack>
  )
}

interface NewBranchDialogProps {
  readonly space: string
  readonly branches: readonly Branch[]
  readonly opened: boolean
  readonly onClose: () => void
}

function NewBranchDialog({ space, branches, opened, onClose }: NewBranchDialogProps) {
  const [name, setName] = useState('')
  const [source, setSource] = useState('main')
  const create = useDeed({
    run: () =>
      api.branches.create({ space }, { body: { name: name.trim(), source }, idempotencyKey: crypto.randomUUID() }),
    done: (branch) => t('settings.branches.added', { name: branch.name }),
    stale: [branchesQuery(space).queryKey],
    onDone: () => {
      setName('')
      onClose()
    },
  })
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t('settings.branches.add')}
      submit={t('shared.create')}
      saving={create.isPending}
      error={create.error}
      except={['/name', '/source']}
      onSubmit={() => create.mutate()}
    >
      <TextInput
        label={t('settings.branches.name')}
        description={t('settings.environments.slugHint', { example: 'redesign' })}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
        value={name}
        error={issueAt(create.error, '/name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={t('settings.branches.source')}
        allowDeselect={false}
        data={branches.map((branch) => branch.name)}
        value={source}
        error={issueAt(create.error, '/source')}
        onChange={(value) => setSource(value ?? 'main')}
      />
    </DialogForm>
  )
}

function BranchCard({ branch, space }: { readonly branch: Branch; readonly space: string }) {
  const [renaming, rename] = useDisclosure(false)
  const { id, name, state, source, created_at: made } = branch
  const stale = [['spaces', space]]
  const save = useDeed({
    run: (next: string) => api.branches.update({ space, branch: id }, { body: { name: next } }),
    done: (saved) => t('settings.branches.renamed', { name: saved.name }),
    stale,
  })
  const remove = useDeed({
    run: () => api.branches.delete({ space, branch: id }),
    done: t('settings.branches.deleted', { name }),
    stale,
  })
  return (
    <RowCard
      actions={
        state === 'active' &&
        source !== null && (
          <>
            <Button
              variant="default"
              size="xs"
              aria-label={t('settings.branches.renameOf', { name })}
              onClick={rename.open}
            >
              {t('settings.branches.rename')}
            </Button>
            <ConfirmButton
              size="xs"
              label={t('settings.branches.delete')}
              name={t('settings.branches.deleteOf', { name })}
              title={t('settings.branches.deleteTitle', { name })}
              text={t('settings.branches.deleteText')}
              deed={remove}
            />
          </>
        )
      }
    >
      <Group gap="sm">
        <Text fw={600}>{name}</Text>
        {state === 'creating' && (
          <Badge color="yellow" variant="light" role="status">
            {t('settings.branches.creating')}
          </Badge>
        )}
      </Group>
      {source !== null && (
        <Group gap={4}>
          <Text size="sm" c="dimmed">
            {source.name === null ? t('settings.branches.gone') : t('settings.branches.from', { name: source.name })},
          </Text>
          <Moment time={made} />
        </Group>
      )}
      <TextDialog
        key={name}
        opened={renaming}
        onClose={rename.close}
        title={t('settings.branches.renameOf', { name })}
        submit={t('settings.branches.rename')}
        label={t('settings.branches.name')}
        text={t('settings.environments.renameText')}
        initial={name}
        pointer="/name"
        deed={save}
      />
    </RowCard>
  )
}
