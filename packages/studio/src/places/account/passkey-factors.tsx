import { Badge, Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Factors } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { factorsQuery } from '../../api/queries.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyDone } from '../../pieces/notify.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { knowsPasskeys, makePasskey } from '../../session/passkey.ts'
import { t } from '../../words/words.ts'
import type { FactorProps } from './factor-props.ts'

const stale = [factorsQuery.queryKey]

/** The passkeys of a person, and the way to another one. */
export function PasskeyFactors({ factors: { passkeys }, onCodes }: FactorProps) {
  const [adding, dialog] = useDisclosure(false)
  const add = useDeed({
    run: async (name: string) => {
      const { challenge, passkey: options } = await api.accountFactors.beginPasskey()
      const passkey = await makePasskey(options)
      return passkey === null ? null : api.accountFactors.addPasskey({ body: { challenge, name, passkey } })
    },
    stale,
    onDone: (added) => {
      notifyDone(added === null ? t('security.passkeys.cancelled') : t('security.passkeys.added', { name: added.name }))
      if (added !== null && added.recovery_codes !== null) onCodes(added.recovery_codes)
    },
  })
  return (
    <Section
      title={t('security.passkeys.title')}
      lead={t('security.passkeys.lead')}
      actions={knowsPasskeys && <Button onClick={dialog.open}>{t('security.passkeys.add')}</Button>}
    >
      {passkeys.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(knowsPasskeys ? 'security.passkeys.none' : 'security.passkeys.unknown')}
        </Text>
      )}
      <RowCards label={t('security.passkeys.title')}>
        {passkeys.map((passkey) => (
          <PasskeyCard key={passkey.id} passkey={passkey} />
        ))}
      </RowCards>
      <TextDialog
        opened={adding}
        onClose={dialog.close}
        title={t('security.passkeys.add')}
        submit={t('security.passkeys.add')}
        label={t('security.passkeys.name')}
        hint={t('security.passkeys.nameHint')}
        pointer="/name"
        deed={add}
      />
    </Section>
  )
}

function PasskeyCard({ passkey }: { readonly passkey: Factors['passkeys'][number] }) {
  const { id, name, created_at: made, last_used_at: used, backed_up: synced } = passkey
  const [renaming, dialog] = useDisclosure(false)
  const rename = useDeed({
    run: (next: string) => api.accountFactors.renamePasskey({ passkey: id }, { body: { name: next } }),
    done: (renamed) => t('security.passkeys.renamed', { name: renamed.name }),
    stale,
  })
  const remove = useDeed({
    run: () => api.accountFactors.removePasskey({ passkey: id }),
    done: t('security.passkeys.removed'),
    stale,
  })
  return (
    <RowCard
      actions={
        <>
          <Button
            size="xs"
            variant="default"
            aria-label={t('security.passkeys.renameOf', { name })}
            onClick={dialog.open}
          >
            {t('security.passkeys.rename')}
          </Button>
          <ConfirmButton
            size="xs"
            label={t('security.passkeys.remove')}
            name={t('security.passkeys.removeOf', { name })}
            title={t('security.passkeys.removeTitle', { name })}
            text={t('security.passkeys.removeText')}
            deed={remove}
          />
        </>
      }
    >
      <Group gap="sm">
        <Text fw={600}>{name}</Text>
        {synced && <Badge variant="default">{t('security.passkeys.synced')}</Badge>}
      </Group>
      <Group gap="md">
        <Told label={t('security.passkeys.made')} time={made} />
        {used !== null && <Told label={t('security.passkeys.used')} time={used} />}
      </Group>
      <TextDialog
        key={name}
        opened={renaming}
        onClose={dialog.close}
        title={t('security.passkeys.renameOf', { name })}
        submit={t('security.passkeys.rename')}
        label={t('security.passkeys.name')}
        initial={name}
        pointer="/name"
        deed={rename}
      />
    </RowCard>
  )
}

function Told({ label, time }: { readonly label: string; readonly time: string }) {
  return (
    <Group gap={4}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Moment time={time} />
    </Group>
  )
}
