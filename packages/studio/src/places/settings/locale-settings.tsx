import { Badge, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Locale } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { localesQuery } from '../../api/queries.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

interface LocaleSettingsProps {
  readonly space: string
}

/** The languages of a space, and from where each takes what it lacks. */
export function LocaleSettings({ space }: LocaleSettingsProps) {
  const list = useQuery(localesQuery(space))
  const [adding, add] = useDisclosure(false)
  const locales = list.data ?? []
  return (
    <Stack maw={760}>
      <Section
        title={t('settings.tabs.locales')}
        lead={t('settings.locales.lead')}
        actions={
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add.open}>
            {t('settings.locales.add')}
          </Button>
        }
      >
        <ProblemAlert error={list.error} />
        <RowCards label={t('settings.tabs.locales')}>
          {locales.map((locale) => (
            <LocaleCard key={locale.code} locale={locale} space={space} locales={locales} />
          ))}
        </RowCards>
      </Section>
      <NewLocaleDialog space={space} locales={locales} opened={adding} onClose={add.close} />
    </Stack>
  )
}

interface LocalePartProps extends LocaleSettingsProps {
  readonly locales: readonly Locale[]
}

const none = ''

/** The locales that one can fall back to. */
function fallbacks(locales: readonly Locale[], code: string | null) {
  const others = locales.filter((locale) => locale.code !== code)
  return [
    { value: none, label: t('settings.locales.fallbackNone') },
    ...others.map((locale) => ({ value: locale.code, label: `${locale.name} (${locale.code})` })),
  ]
}

function LocaleCard({ locale, space, locales }: LocalePartProps & { readonly locale: Locale }) {
  const { code, name, fallback } = locale
  const stale = [localesQuery(space).queryKey]
  const save = useDeed({
    run: (next: string | null) => api.locales.update({ space, locale: code }, { body: { fallback: next } }),
    done: t('settings.locales.saved'),
    stale,
  })
  const remove = useDeed({
    run: () => api.locales.delete({ space, locale: code }),
    done: t('settings.locales.removed', { code }),
    stale,
  })
  return (
    <RowCard
      actions={
        !locale.default && (
          <ConfirmButton
            size="xs"
            label={t('settings.locales.remove')}
            name={t('settings.locales.removeOf', { code })}
            title={t('settings.locales.removeTitle', { code })}
            text={t('settings.locales.removeText')}
            deed={remove}
          />
        )
      }
    >
      <Group gap="sm">
        <Text fw={600}>{name}</Text>
        {name !== code && <Text c="dimmed">{code}</Text>}
        {locale.default && <Badge color="key">{t('settings.locales.default')}</Badge>}
      </Group>
      {!locale.default && (
        <Select
          size="xs"
          maw={260}
          allowDeselect={false}
          label={t('settings.locales.fallback')}
          aria-label={t('settings.locales.fallbackOf', { code })}
          data={fallbacks(locales, code)}
          value={fallback ?? none}
          disabled={save.isPending}
          onChange={(next) => save.mutate(next === none ? null : next, { onError: notifyProblem })}
        />
      )}
    </RowCard>
  )
}

interface NewLocaleDialogProps extends LocalePartProps {
  readonly opened: boolean
  readonly onClose: () => void
}

function NewLocaleDialog({ space, locales, opened, onClose }: NewLocaleDialogProps) {
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [fallback, setFallback] = useState(none)
  const create = useDeed({
    run: () =>
      api.locales.create(
        { space },
        {
          body: {
            code: code.trim(),
            ...(name.trim() !== '' && { name: name.trim() }),
            ...(fallback !== none && { fallback }),
          },
          idempotencyKey: crypto.randomUUID(),
        },
      ),
    done: (locale) => t('settings.locales.added', { code: locale.code }),
    stale: [localesQuery(space).queryKey],
    onDone: () => {
      setCode('')
      setName('')
      onClose()
    },
  })
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t('settings.locales.add')}
      submit={t('shared.add')}
      saving={create.isPending}
      error={create.error}
      except={['/code', '/name', '/fallback']}
      onSubmit={() => create.mutate()}
    >
      <TextInput
        label={t('settings.locales.code')}
        description={t('settings.locales.codeHint')}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
        value={code}
        error={issueAt(create.error, '/code')}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <TextInput
        label={`${t('settings.locales.name')} (${t('shared.optional')})`}
        autoComplete="off"
        value={name}
        error={issueAt(create.error, '/name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={t('settings.locales.fallback')}
        allowDeselect={false}
        data={fallbacks(locales, null)}
        value={fallback}
        error={issueAt(create.error, '/fallback')}
        onChange={(value) => setFallback(value ?? none)}
      />
    </DialogForm>
  )
}
