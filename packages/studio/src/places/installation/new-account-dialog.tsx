import { Checkbox, PasswordInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { usersQuery } from '../../api/queries.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

const blank = { name: '', email: '', password: '', administers: false }

/** Makes an account for somebody. What was typed stays until it is made. */
export function NewAccountDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const [typed, setTyped] = useState(blank)
  const change = (part: Partial<typeof blank>) => setTyped((before) => ({ ...before, ...part }))
  const { name, email, password, administers } = typed
  const create = useDeed({
    run: () =>
      api.users.create({
        body: { name: name.trim(), email: email.trim(), password, installation_administrator: administers },
      }),
    done: (made) => t('installation.accounts.created', { name: made.name }),
    stale: [usersQuery.queryKey],
    onDone: () => {
      setTyped(blank)
      onClose()
    },
  })
  const close = () => {
    create.reset()
    // Another account is another secret.
    change({ password: '' })
    onClose()
  }
  return (
    <DialogForm
      opened={opened}
      onClose={close}
      title={t('installation.accounts.create')}
      submit={t('shared.create')}
      saving={create.isPending}
      error={create.error}
      except={['/name', '/email', '/password']}
      onSubmit={() => create.mutate()}
    >
      <Text size="sm">{t('installation.accounts.createLead')}</Text>
      <TextInput
        label={t('installation.accounts.name')}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
        value={name}
        error={issueAt(create.error, '/name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        type="email"
        label={t('account.email')}
        required
        withAsterisk={false}
        autoComplete="off"
        value={email}
        error={issueAt(create.error, '/email')}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('installation.accounts.password')}
        description={t('signIn.setup.passwordHint')}
        required
        withAsterisk={false}
        minLength={10}
        autoComplete="new-password"
        value={password}
        error={issueAt(create.error, '/password')}
        onChange={(event) => change({ password: event.currentTarget.value })}
      />
      <Checkbox
        label={t('installation.accounts.createAdministrator')}
        description={t('installation.accounts.createAdministratorHint')}
        checked={administers}
        onChange={(event) => change({ administers: event.currentTarget.checked })}
      />
    </DialogForm>
  )
}
