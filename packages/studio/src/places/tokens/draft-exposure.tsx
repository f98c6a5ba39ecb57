import { kinds } from '@latchkey/tokens/kinds'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ImaginedToken } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import type { Draft } from './draft.ts'
import { spaceTokenBody } from './draft-body.ts'
import { Exposed } from './exposed.tsx'
import { type ExposedKind, isExposed } from './exposed-kinds.ts'

interface DraftExposureProps {
  readonly draft: Draft
  readonly space: string
}

/** What a token that is being made would lay open, counted before it is. */
export function DraftExposure({ draft, space }: DraftExposureProps) {
  const { kind } = draft
  return kind !== null && isExposed(kind) ? <Counted draft={draft} kind={kind} space={space} /> : null
}

function Counted({ draft, kind, space }: DraftExposureProps & { readonly kind: ExposedKind }) {
  const body = useMemo((): ImaginedToken => {
    // Neither its names nor its end decide what it reads.
    const {
      name: _name,
      description: _description,
      expires_at: _end,
      mode: _mode,
      spaces: _spaces,
      ...rest
    } = spaceTokenBody(draft, kind, space)
    return { ...rest, kind }
  }, [draft, kind, space])
  const [release] = body.releases ?? []
  const exposure = useQuery({
    queryKey: ['spaces', space, 'exposure', body],
    queryFn: () => api.tokens.previewExposure({ space }, { body, query: release === undefined ? {} : { release } }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  return <Exposed exposure={exposure.data} error={exposure.error} publishable={kinds[kind].publishable} />
}
