import { Button, Code, Group, SimpleGrid, Text } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { api } from '../../api/client.ts'
import { factorsQuery } from '../../api/queries.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { CopyText } from '../../pieces/copy-text.tsx'
import { saveText } from '../../pieces/save-text.ts'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { FactorProps } from './factor-props.ts'

interface RecoveryCodesProps extends FactorProps {
  readonly codes: readonly string[] | null
}

/** Codes for when the other factors are lost: how many are left, and new ones, shown once. */
export function RecoveryCodes({ factors, codes, onCodes }: RecoveryCodesProps) {
  const make = useDeed({
    run: () => api.accountFactors.makeRecoveryCodes(),
    stale: [factorsQuery.queryKey],
    onDone: (made) => onCodes(made.recovery_codes),
  })
  const { totp, passkeys, recovery_codes_left: left } = factors
  const hasFactor = totp !== null || passkeys.length > 0
  if (codes !== null) return <Shown codes={codes} onDone={() => onCodes(null)} />
  return (
    <Section title={t('security.codes.title')} lead={t('security.codes.lead')}>
      <Text size="sm">{hasFactor ? t('security.codes.left', { count: left }) : t('security.codes.none')}</Text>
      {hasFactor && (
        <ConfirmButton
          w="fit-content"
          label={t('security.codes.make')}
          title={t('security.codes.makeTitle')}
          text={t('security.codes.makeText')}
          deed={make}
        />
      )}
    </Section>
  )
}

function Shown({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const text = codes.join('\n')
  return (
    <Section title={t('security.codes.shown')} lead={t('security.codes.shownLead')}>
      <SimpleGrid component="ol" cols={{ base: 1, xs: 2 }} spacing="xs" m={0} ps="lg">
        {codes.map((code) => (
          <li key={code}>
            <Code fz="sm">{code}</Code>
          </li>
        ))}
      </SimpleGrid>
      <Group>
        <CopyText text={text} label={t('security.codes.copy')} variant="filled" />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveText('latchkey-recovery-codes.txt', `${text}\n`)}
        >
          {t('security.codes.download')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('tokens.secret.done')}
        </Button>
      </Group>
    </Section>
  )
}
