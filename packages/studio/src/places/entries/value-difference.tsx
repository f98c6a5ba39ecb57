import { Code, Text, VisuallyHidden } from '@mantine/core'
import { textDiff } from '../../pieces/text-diff.ts'
import { t } from '../../words/words.ts'
import classes from './value-difference.module.css'

interface ValueDifferenceProps {
  readonly old: unknown
  readonly next: unknown
}

/** What of a value differs: texts word by word, everything else side by side. */
export function ValueDifference({ old, next }: ValueDifferenceProps) {
  if ((typeof old === 'string' || old === undefined) && (typeof next === 'string' || next === undefined)) {
    return (
      <Text size="sm" className={classes['text'] ?? ''}>
        {textDiff(old ?? '', next ?? '').map(({ is, text }, index) =>
          is === 'same' ? (
            text
          ) : is === 'old' ? (
            // Pieces have no names of their own.
            // oxlint-disable-next-line react/no-array-index-key
            <del key={index} className={classes['old']}>
              <VisuallyHidden>{t('content.history.removed')}: </VisuallyHidden>
              {text}
            </del>
          ) : (
            // oxlint-disable-next-line react/no-array-index-key
            <ins key={index} className={classes['new']}>
              <VisuallyHidden>{t('content.history.added')}: </VisuallyHidden>
              {text}
            </ins>
          ),
        )}
      </Text>
    )
  }
  return (
    <div className={classes['sides']}>
      <ValueView label={t('content.history.before')} value={old} />
      <ValueView label={t('content.history.after')} value={next} />
    </div>
  )
}

/** A value as it is, for reading. */
export function ValueView({ label, value }: { readonly label: string; readonly value: unknown }) {
  return (
    <div className={classes['side']}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      {value === undefined || value === null || value === '' ? (
        <Text size="sm" c="dimmed">
          {t('content.history.empty')}
        </Text>
      ) : typeof value === 'object' ? (
        <Code block tabIndex={0} className={classes['code'] ?? ''}>
          {JSON.stringify(value, null, 2)}
        </Code>
      ) : (
        <Text size="sm" className={classes['text'] ?? ''}>
          {typeof value === 'string' ? value : JSON.stringify(value)}
        </Text>
      )}
    </div>
  )
}
