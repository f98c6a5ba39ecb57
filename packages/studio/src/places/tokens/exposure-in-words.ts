import type { Exposure } from '../../api/answers.ts'
import { language, t } from '../../words/words.ts'

const lists = new Intl.ListFormat(language, { type: 'conjunction' })

/** What a key opens, in a sentence, with a line for each content type and what is worth knowing besides. */
export function exposureInWords(exposure: Exposure): {
  readonly sentence: string
  readonly types: readonly string[]
  readonly notes: readonly string[]
} {
  const { entries, content_types: types, files, datasources, partial, environment, state, branch } = exposure
  const labels = datasources.reduce((sum, each) => sum + each.entries, 0)
  const counted = [
    ...(entries > 0 ? [t('tokens.exposure.entries', { count: entries })] : []),
    ...(files.images > 0 ? [t('tokens.exposure.images', { count: files.images })] : []),
    ...(files.count > files.images ? [t('tokens.exposure.files', { count: files.count - files.images })] : []),
    ...(labels > 0 ? [t('tokens.exposure.labels', { count: labels })] : []),
  ]
  const where = t(state === 'draft' ? 'tokens.exposure.drafts' : 'tokens.exposure.published', { environment, branch })
  return {
    sentence:
      counted.length === 0
        ? t('tokens.exposure.nothing', { where })
        : t('tokens.exposure.sentence', { things: lists.format(counted), where }),
    types: types
      .filter((type) => type.entries > 0)
      .map(({ name, entries: count, fields }) =>
        t('tokens.exposure.type', { name, count, fields: t('tokens.exposure.fields', { count: fields.length }) }),
      ),
    notes: [
      ...(files.private > 0 ? [t('tokens.exposure.private', { count: files.private })] : []),
      ...(partial ? [t('tokens.exposure.partial')] : []),
    ],
  }
}
