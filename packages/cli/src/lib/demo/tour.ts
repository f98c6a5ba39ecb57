import { studioOrigin } from '../studio-origin.ts'
import type { Owner } from './owner.ts'
import { roleName, type ShopTokens, space } from './set-up-shop.ts'

/** Requests to paste into a terminal, each with what it shows. */
export function tourOf(
  url: string,
  { delivery, management }: ShopTokens,
): readonly { readonly says: string; readonly command: string }[] {
  const content = `${url}/delivery/v1/spaces/${space}/content`
  const entries = `${url}/api/v1/spaces/${space}/entries`
  const curl = (token: string, rest: string) => `curl -g -H 'Authorization: Bearer ${token}' ${rest}`
  return [
    { says: 'A product, as the site reads it', command: curl(delivery, `'${content}/products/linen-shirt'`) },
    {
      says: 'Products under 50 euros, in German, the cheapest first',
      command: curl(
        delivery,
        `'${content}/products?filter[price][lt]=50&order=price&fields=name,price&locale=de&limit=5'`,
      ),
    },
    { says: 'A draft is not there for a site: 404', command: curl(delivery, `'${content}/products/pea-coat'`) },
    {
      says: 'Campaigns are not in the role: 403, the same for any type that it may not read',
      command: curl(delivery, `'${content}/campaigns'`),
    },
    {
      says: 'A delivery token never writes: 403',
      command: curl(
        delivery,
        `-H 'Content-Type: application/json' -d '{"type":"products","slug":"free-shirt"}' '${entries}'`,
      ),
    },
    {
      says: 'The draft, as the management token reads it',
      command: curl(management, `'${entries}/pea-coat?type=products'`),
    },
  ]
}

/** What the demo tells the person who has started it. */
export function welcome(url: string, owner: Owner, tokens: ShopTokens, folder: string): string {
  return [
    `Latchkey answers at ${url} with a clothing store. Ctrl-C stops it; its data is in ${folder}.`,
    '',
    `  Studio            ${studioOrigin(url, null)}/studio`,
    `  Owner             ${owner.email}  ${owner.password}`,
    `  Delivery token    ${tokens.delivery}`,
    `                    role “${roleName}”: published products and categories, nothing else; the same at every start`,
    `  Management token  ${tokens.management}`,
    '                    reads and writes the shop’s content; a new one at every start, the last one is deleted',
    '',
    ...tourOf(url, tokens).flatMap(({ says, command }) => [`# ${says}`, command, '']),
    `# From the command line`,
    `LATCHKEY_TOKEN=${tokens.management} LATCHKEY_URL=${url} npx latchkey content export --space ${space} --type products`,
  ].join('\n')
}
