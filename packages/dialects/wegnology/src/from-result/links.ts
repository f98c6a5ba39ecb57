import { valueOf, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'

/** What the vendor's answers say about themselves: their sort, and where they are unless `_links=false` wants none. */
export function selfAt(query: VendorQuery, type: string, href: string): object {
  return { _type: type, ...(valueOf(query, '_links') !== 'false' && { _links: { self: { href } } }) }
}
