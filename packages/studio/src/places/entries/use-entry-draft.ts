import { useEffect, useMemo, useRef } from 'react'
import type { ContentType, Entry } from '../../api/answers.ts'
import { useKept } from '../../pieces/use-kept.ts'
import { changeOf, differences, draftOf, emptyDraft, type EntryDraft, merge } from './entry-draft.ts'

/** What is kept while something is typed that is not saved: the draft, and where it began. */
interface Kept {
  readonly draft: EntryDraft | null
  readonly base: EntryDraft | null
  /** The version where it began. */
  readonly version: number | null
}

const nothing: Kept = { draft: null, base: null, version: null }

/**
 * The draft of an entry, kept in this tab until it is saved or thrown away. While nothing is typed it is what the server
 * answered last. `entry` null: one that is still to be made.
 */
export function useEntryDraft(key: string, type: ContentType, entry: Entry | null, initial: EntryDraft = emptyDraft) {
  const [kept, keep, discard] = useKept<Kept>(key, () => nothing)
  const stored = useMemo(() => (entry === null ? initial : draftOf(entry)), [entry, initial])
  const base = kept.base ?? stored
  const draft = kept.draft ?? stored
  const version = kept.version ?? entry?.version ?? null
  const changed = useMemo(() => differences(type, base, draft), [type, base, draft])
  const dirty = changed.length > 0
  const latest = useRef(draft)
  useEffect(() => {
    latest.current = draft
  }, [draft])
  useEffect(() => {
    if (!dirty) return undefined
    // Another page of the studio keeps it; closing the tab does not.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [dirty])
  return {
    draft,
    base,
    version,
    dirty,
    changed,
    /** Somebody else has saved since this draft began. */
    overtaken: dirty && entry !== null && version !== entry.version,
    edit: (next: EntryDraft) => keep({ draft: next, base, version }),
    /** Goes on from another version of the entry. */
    rebase: (next: EntryDraft, onto: Entry) => keep({ draft: next, base: draftOf(onto), version: onto.version }),
    discard,
    /** After what was `sent` has been saved: what was typed meanwhile stays. */
    settle: (sent: EntryDraft, saved: Entry) => {
      if (latest.current === sent) discard()
      else {
        const { draft: rest } = merge(type, sent, latest.current, draftOf(saved))
        keep({ draft: rest, base: draftOf(saved), version: saved.version })
      }
    },
    change: () => changeOf(type, base, draft),
  }
}

export type EditedEntry = ReturnType<typeof useEntryDraft>
