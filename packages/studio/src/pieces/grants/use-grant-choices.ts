import type { TokenKind } from '@latchkey/tokens/kinds'
import type { Vocabulary } from '@latchkey/policy/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { catalogueQuery, localesQuery, spacesQuery, typesQuery } from '../../api/queries.ts'
import type { OwnRights } from './own-rights.ts'
import { useOwnRights } from './use-own-rights.ts'
import { areaOf, usefulActions, vocabularyOf } from './vocabulary-of.ts'

/** What a grant of a space can name; lists that the person may not read are empty. */
export interface GrantChoices {
  /** Null while the catalogue is on its way. */
  readonly vocabulary: Vocabulary | null
  readonly actions: readonly { readonly group: string; readonly items: readonly string[] }[]
  readonly resources: readonly string[]
  readonly fields: readonly string[]
  readonly locales: readonly string[]
  /** What the person may hand on; null while it is unknown. */
  readonly rights: OwnRights | null
}

/**
 * `space` null: for grants that count in every space. `kind` null: for a role, whose grants reach as far as the kinds of
 * token that are bound to it.
 */
export function useGrantChoices(space: string | null, kind: TokenKind | null): GrantChoices {
  const catalogue = useQuery(catalogueQuery).data
  const types = useQuery({ ...typesQuery(space ?? ''), enabled: space !== null }).data
  const locales = useQuery({ ...localesQuery(space ?? ''), enabled: space !== null }).data
  const spaces = useQuery({ ...spacesQuery, enabled: space === null }).data
  const rights = useOwnRights(space)
  return useMemo(() => {
    const useful = catalogue === undefined ? [] : usefulActions(catalogue, kind)
    const areas = [...new Set(useful.map(areaOf))]
    return {
      vocabulary: catalogue === undefined ? null : vocabularyOf(catalogue),
      actions: areas.map((area) => ({ group: area, items: useful.filter((action) => areaOf(action) === area) })),
      resources: [
        '*',
        ...areas.flatMap((area) => [
          area,
          ...(area === 'content' || area === 'schema' ? (types ?? []).map(({ slug }) => `${area}:${slug}`) : []),
        ]),
        ...(space === null ? (spaces ?? []) : []).flatMap(({ slug }) =>
          ['*', ...areas].map((area) => `space:${slug}:${area}`),
        ),
      ],
      fields: [...new Set((types ?? []).flatMap(({ fields }) => fields.map(({ id }) => id)))],
      locales: (locales ?? []).map(({ code }) => code),
      rights,
    }
  }, [catalogue, types, locales, space, spaces, kind, rights])
}
