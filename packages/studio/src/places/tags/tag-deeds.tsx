import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Asset, Entry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { typesQuery } from '../../api/queries.ts'
import { useLocales } from '../../api/use-locales.ts'
import { Dialog } from '../../pieces/dialog.tsx'
import { ManyDeed } from '../../pieces/many-deed.tsx'
import { t } from '../../words/words.ts'
import { titleOf } from '../entries/entry-title.ts'
import { type CountedTag, retagged } from './counted-tags.ts'

/** Something that bears a tag. */
type Bearer = { readonly is: 'entry'; readonly entry: Entry } | { readonly is: 'file'; readonly file: Asset }

interface TagDialogProps {
  readonly space: string
  readonly counted: CountedTag
  readonly onClose: () => void
}

/** Gives everything that bears a tag another one in its place. One that is there already becomes one with it. */
export function RenameTag({ known, ...props }: TagDialogProps & { readonly known: readonly string[] }) {
  const { tag, entries, files } = props.counted
  const [to, setTo] = useState(tag)
  const next = to.trim()
  const wrong = next.includes(',')
  return (
    <Dialog opened onClose={props.onClose} title={t('tags.renameTitle', { tag })}>
      <Retag
        {...props}
        to={next}
        text={t('tags.renameText', { count: entries + files })}
        label={t('tags.rename')}
        disabled={next === '' || next === tag || wrong}
      >
        <TextInput
          label={t('tags.to')}
          data-autofocus
          autoComplete="off"
          maxLength={50}
          value={to}
          error={wrong ? t('tags.comma') : undefined}
          description={next !== tag && known.includes(next) ? t('tags.merges', { tag: next }) : undefined}
          onChange={({ currentTarget: { value } }) => setTo(value)}
        />
      </Retag>
    </Dialog>
  )
}

/** Takes a tag away from everything that bears it. */
export function RemoveTag(props: TagDialogProps) {
  const { tag, entries, files } = props.counted
  return (
    <Dialog opened onClose={props.onClose} title={t('tags.removeTitle', { tag })}>
      <Retag
        {...props}
        to={null}
        text={t('tags.removeText', { count: entries + files })}
        label={t('tags.remove')}
        ends
      />
    </Dialog>
  )
}

interface RetagProps
  extends TagDialogProps, Pick<Parameters<typeof ManyDeed>[0], 'text' | 'label' | 'ends' | 'disabled' | 'children'> {
  /** Null: none. */
  readonly to: string | null
}

function Retag({ space, counted: { tag }, to, onClose, ...said }: RetagProps) {
  const types = useQuery(typesQuery(space)).data ?? []
  const { home } = useLocales(space)
  return (
    <ManyDeed<Bearer>
      {...said}
      read={() => bearersOf(space, tag)}
      nameOf={(bearer) =>
        bearer.is === 'file'
          ? bearer.file.file_name
          : titleOf(
              bearer.entry,
              types.find(({ slug }) => slug === bearer.entry.type),
              home,
            )
      }
      run={async (bearer) => {
        if (bearer.is === 'file') {
          const { id, tags, version } = bearer.file
          await api.assets.update({ space, asset: id }, { body: { tags: retagged(tags, tag, to) }, ifMatch: version })
        } else {
          const { id, tags, version } = bearer.entry
          await api.entries.update({ space, entry: id }, { body: { tags: retagged(tags, tag, to) }, ifMatch: version })
        }
      }}
      done={(count) => t('tags.done', { count })}
      stale={['spaces', space]}
      onClose={onClose}
      onDone={onClose}
    />
  )
}

/** Everything that bears a tag, as far as the person may read it. All of it is read before any of it is changed. */
async function bearersOf(space: string, tag: string): Promise<readonly Bearer[]> {
  const query = { filter: { tags: tag }, limit: 1000 }
  const bearers: Bearer[] = []
  for await (const entry of api.items('entries.list', { params: { space }, query }))
    bearers.push({ is: 'entry', entry })
  for await (const file of api.items('assets.list', { params: { space }, query })) bearers.push({ is: 'file', file })
  return bearers
}
