import { Badge, Group, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import type { User } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { sessionQuery, usersQuery } from '../../api/queries.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { DotsMenu } from '../../pieces/dots-menu.tsx'
import { dayOf } from '../../pieces/moments.ts'
import { RowCard } from '../../pieces/row-card.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { type AccountDeedName, accountDeedNames, accountDeeds } from './account-deeds.ts'

const stale = [usersQuery.queryKey, sessionQuery.queryKey]

interface AccountCardProps {
  readonly user: User
  /** It is the account of who looks at it. */
  readonly own: boolean
}

/** One account, with what an administrator can do to it. */
export function AccountCard({ user, own }: AccountCardProps) {
  const { id, name, email, state, installation_administrator: administers, created_at: made } = user
  const [renaming, rename] = useDisclosure(false)
  const [asking, ask] = useState<AccountDeedName | null>(null)
  const save = useDeed({
    run: (next: string) => api.users.update({ user: id }, { body: { name: next } }),
    done: (renamed) => t('installation.accounts.renamed', { name: renamed.name }),
    stale,
  })
  return (
    <RowCard
      actions={
        <DotsMenu label={t('installation.accounts.menu', { name })} width={240}>
          <Menu.Item onClick={rename.open}>{t('installation.accounts.rename')}</Menu.Item>
          {accountDeedNames
            .filter((deed) => accountDeeds[deed].fits(user) && !(own && accountDeeds[deed].endsSessions))
            .map((deed) => (
              <Menu.Item
                key={deed}
                {...(accountDeeds[deed].takes && { c: 'var(--studio-danger)' })}
                onClick={() => ask(deed)}
              >
                {t(`installation.accounts.${deed}.menu`)}
              </Menu.Item>
            ))}
        </DotsMenu>
      }
    >
      <Group gap="sm">
        <Text fw={600}>{name}</Text>
        {own && <Badge variant="default">{t('installation.accounts.you')}</Badge>}
        {administers && <Badge color="key">{t('installation.accounts.administrator')}</Badge>}
        {state === 'suspended' && (
          <Badge color="red" variant="light">
            {t('installation.accounts.suspended')}
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {email}
      </Text>
      <Text size="xs" c="dimmed">
        {t('installation.accounts.since', { day: dayOf(made) })}
      </Text>
      <TextDialog
        key={name}
        opened={renaming}
        onClose={rename.close}
        title={t('installation.accounts.renameTitle', { name })}
        submit={t('installation.accounts.rename')}
        label={t('installation.accounts.name')}
        initial={name}
        pointer="/name"
        deed={save}
      />
      {accountDeedNames.map((deed) => (
        <DeedDialog key={deed} deed={deed} user={user} own={own} opened={asking === deed} onClose={() => ask(null)} />
      ))}
    </RowCard>
  )
}

interface DeedDialogProps extends AccountCardProps {
  readonly deed: AccountDeedName
  readonly opened: boolean
  readonly onClose: () => void
}

/** Says what a deed means before it is done. */
function DeedDialog({ deed, user: { id, name }, own, opened, onClose }: DeedDialogProps) {
  const { run, takes } = accountDeeds[deed]
  const work = useDeed({
    run: () => run(id),
    done: t(`installation.accounts.${deed}.done`, { name }),
    stale,
    onDone: onClose,
  })
  const close = () => {
    work.reset()
    onClose()
  }
  return (
    <DialogForm
      opened={opened}
      onClose={close}
      title={t(`installation.accounts.${deed}.title`, { name })}
      submit={t(`installation.accounts.${deed}.submit`)}
      ends={takes}
      saving={work.isPending}
      error={work.error}
      onSubmit={() => work.mutate()}
    >
      {own && (
        <Text size="sm" fw={600}>
          {t('installation.accounts.self')}
        </Text>
      )}
      <Text size="sm">{t(`installation.accounts.${deed}.text`)}</Text>
    </DialogForm>
  )
}
