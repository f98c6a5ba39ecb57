import { Button, Group, Select, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconUserPlus from '@tabler/icons-react/icons/IconUserPlus'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { User } from '../../api/answers.ts'
import { listedMax, sessionQuery, usersQuery } from '../../api/queries.ts'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCards } from '../../pieces/row-card.tsx'
import { SearchInput } from '../../pieces/search-input.tsx'
import { t } from '../../words/words.ts'
import { AccountCard } from './account-card.tsx'
import classes from './account-list-page.module.css'
import { NewAccountDialog } from './new-account-dialog.tsx'
import { type Narrowing, narrowingNames, shownAccounts } from './shown-accounts.ts'

const none: readonly User[] = []

/** Everybody who can sign in, for who administers the installation. */
export function AccountListPage() {
  const [creating, dialog] = useDisclosure(false)
  const [narrowing, narrow] = useState<Narrowing>('all')
  const [text, setText] = useState<string>()
  const me = useQuery(sessionQuery).data?.account.id
  const list = useQuery(usersQuery)
  const users: readonly User[] = list.data ?? none
  const shown = useMemo(() => shownAccounts(users, narrowing, text ?? ''), [users, narrowing, text])
  return (
    <Page
      title={t('installation.accounts.title')}
      lead={t('installation.accounts.lead')}
      actions={
        <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={dialog.open}>
          {t('installation.accounts.create')}
        </Button>
      }
    >
      <ProblemAlert error={list.error} />
      <Group align="flex-end" gap="sm">
        <SearchInput
          className={classes['search'] ?? ''}
          value={text}
          placeholder={t('installation.accounts.search')}
          onSearch={setText}
        />
        <Select
          w={200}
          maw="100%"
          label={t('installation.accounts.state')}
          allowDeselect={false}
          data={narrowingNames.map((value) => ({ value, label: t(`installation.accounts.shown.${value}`) }))}
          value={narrowing}
          onChange={(chosen) => narrow(narrowingNames.find((each) => each === chosen) ?? 'all')}
        />
      </Group>
      {list.isSuccess && (
        <Text size="sm" c="dimmed" role="status">
          {shown.length === 0
            ? t('installation.accounts.none')
            : t('installation.accounts.count', { count: shown.length })}
          {users.length === listedMax && ` ${t('installation.accounts.cut', { count: listedMax })}`}
        </Text>
      )}
      <RowCards label={t('installation.accounts.list')}>
        {shown.map((user) => (
          <AccountCard key={user.id} user={user} own={user.id === me} />
        ))}
      </RowCards>
      <NewAccountDialog opened={creating} onClose={dialog.close} />
    </Page>
  )
}
