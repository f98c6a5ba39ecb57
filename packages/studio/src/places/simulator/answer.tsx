import { Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { grantInWords } from '@latchkey/tokens/grant-in-words'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconX from '@tabler/icons-react/icons/IconX'
import type { Explanation } from '../../api/answers.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import classes from './answer.module.css'

/** Yes or no in words, every layer that was asked, and the smallest grant that is missing. */
export function Answer({ answer }: { readonly answer: Explanation }) {
  const { allowed, sentence, layers, missing_grant: missing } = answer
  return (
    <>
      <Paper p="lg" className={classes['verdict'] ?? ''} data-allowed={allowed}>
        <Group align="flex-start" wrap="nowrap" gap="md">
          <Mark allowed={allowed} size={40} />
          <Stack gap={4} miw={0}>
            <Title order={2} size="h4">
              {t(allowed ? 'simulator.allowed' : 'simulator.refused')}
            </Title>
            <Text>{sentence}</Text>
          </Stack>
        </Group>
      </Paper>
      {layers.length > 0 && (
        <Section title={t('simulator.layers')} lead={t('simulator.layersHint')}>
          <ol className={classes['layers']}>
            {layers.map((layer) => (
              <li key={layer.layer}>
                <Group align="flex-start" wrap="nowrap" gap="sm">
                  <Mark allowed={layer.allowed} size={24} />
                  <Stack gap={4} miw={0}>
                    <Text size="sm" fw={600}>
                      {layerName(layer.layer)}
                    </Text>
                    {layer.because.length === 0 && (
                      <Text size="sm" c="dimmed">
                        {t(layer.allowed ? 'simulator.byNature' : 'simulator.noGrant')}
                      </Text>
                    )}
                    {layer.because.map((grant) => (
                      <Text key={JSON.stringify(grant)} size="sm">
                        {grantInWords(grant)}
                      </Text>
                    ))}
                  </Stack>
                </Group>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {missing !== undefined && (
        <Section title={t('simulator.missing')} lead={t('simulator.missingHint')}>
          <CodeBlock label={t('simulator.missing')} code={JSON.stringify(missing, null, 2)} />
        </Section>
      )}
    </>
  )
}

const layerNames = ['kind', 'scope', 'role', 'grants', 'owner', 'branch', 'environment', 'policy'] as const

/** What people call a layer; its own name for one that this page does not know. */
function layerName(layer: string): string {
  const known = layerNames.find((name) => name === layer)
  return known === undefined ? layer : t(`simulator.layer.${known}`)
}

function Mark({ allowed, size }: { readonly allowed: boolean; readonly size: number }) {
  const Icon = allowed ? IconCheck : IconX
  return (
    <ThemeIcon size={size} radius="xl" variant="filled" color={allowed ? 'key' : 'red'} autoContrast flex="none">
      <Icon size={size * 0.6} aria-label={t(allowed ? 'simulator.allowed' : 'simulator.refused')} />
    </ThemeIcon>
  )
}
