import { Group, Select } from '@mantine/core'
import { t } from '../../words/words.ts'

interface LocaleBarProps {
  readonly codes: readonly string[]
  readonly locale: string
  /** Shown beside it; null: none. */
  readonly beside: string | null
  readonly onLocale: (locale: string) => void
  readonly onBeside: (beside: string | null) => void
  /** Locales in which the server has something against a value. */
  readonly wrong: readonly string[]
}

/** Which locale is edited, and which one stands beside it; nothing where there is only one. */
export function LocaleBar({ codes, locale, beside, onLocale, onBeside, wrong }: LocaleBarProps) {
  if (codes.length < 2) return null
  const marked = codes.map((code) => ({
    value: code,
    label: wrong.includes(code) ? t('content.localeWrong', { code }) : code,
  }))
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label={t('content.locale')}
        data={marked}
        value={locale}
        allowDeselect={false}
        w={180}
        onChange={(next) => {
          if (next !== null) onLocale(next)
        }}
      />
      <Select
        label={t('content.beside')}
        visibleFrom="sm"
        placeholder={t('content.besideNone')}
        clearable
        data={marked.filter(({ value }) => value !== locale)}
        value={beside}
        w={180}
        onChange={onBeside}
      />
    </Group>
  )
}
