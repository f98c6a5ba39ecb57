import { queryText, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'

/** A list as the vendor writes it: links are relative to its host. */
export function listed(
  items: readonly unknown[],
  total: number | null,
  { path, query }: { readonly path: string; readonly query: VendorQuery },
  pages: { readonly next?: VendorQuery | null; readonly prev?: VendorQuery | null } = {},
): object {
  const linkTo = (of: VendorQuery) => `/v1${path}${of.length === 0 ? '' : `?${queryText(of)}`}`
  return {
    items,
    totalCount: total ?? items.length,
    links: {
      self: linkTo(query),
      ...(pages.next && { next: linkTo(pages.next) }),
      ...(pages.prev && { prev: linkTo(pages.prev) }),
    },
  }
}

/** The query with other values for some parameters. */
export function withValues(query: VendorQuery, values: Readonly<Record<string, string>>): VendorQuery {
  return [...query.filter(([name]) => !Object.hasOwn(values, name)), ...Object.entries(values)]
}
