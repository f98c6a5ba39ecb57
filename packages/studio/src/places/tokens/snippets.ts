import { fillSnippet, snippetValues } from '@latchkey/client/snippet'
import type { SpokenDialect, Token } from '../../api/answers.ts'

/**
 * The path of a first request that a token can make; null where its kind or mode reads nothing that is always there.
 * `slug`: of the space that it is tried in.
 */
export function testCall(token: Token, slug: string): string | null {
  const { kind, environment, mode, grants, releases } = token
  switch (kind) {
    case 'delivery':
      return `/delivery/v1/spaces/${slug}/content-types`
    case 'preview':
      return `/delivery/v1/spaces/${slug}/content-types?environment=${environment?.slug ?? 'production'}`
    case 'release':
      return `/delivery/v1/spaces/${slug}/content-types?environment=production&release=${releases?.[0]?.id ?? ''}`
    case 'management':
      return mode === 'write' ? null : `/api/v1/spaces/${slug}/content-types`
    case 'api':
      return grants?.some(({ effect, actions }) => effect === 'allow' && reads(actions))
        ? `/api/v1/spaces/${slug}/entries`
        : null
    case 'personal':
      return '/api/v1/session'
    default:
      return null
  }
}

function reads(actions: readonly string[]): boolean {
  return actions.includes('*') || actions.includes('content.read')
}

/** What a shell takes to try a token: `secret` as it is to be shown. */
export function curlSnippet(origin: string, path: string, secret: string): string {
  return [
    `export LATCHKEY_TOKEN='${secret}'`,
    'curl -g -H "Authorization: Bearer $LATCHKEY_TOKEN" \\',
    `  '${origin}${path}'`,
  ].join('\n')
}

/** The same with the TypeScript client; the secret comes from the environment. */
export function clientSnippet(origin: string, { kind }: Pick<Token, 'kind'>, slug: string): string {
  const token = 'token: process.env.LATCHKEY_TOKEN'
  if (kind === 'delivery' || kind === 'preview' || kind === 'release') {
    const environment = kind === 'delivery' ? '' : `, environment: 'production'`
    return [
      `import { createDeliveryClient } from '@latchkey/client/delivery'`,
      '',
      `const ${identifier(slug)} = createDeliveryClient({ url: '${origin}', space: '${slug}'${environment}, ${token} })`,
      `for await (const { slug, fields } of ${identifier(slug)}.all('products')) console.log(slug, fields)`,
    ].join('\n')
  }
  const call = kind === 'personal' ? 'latchkey.session.show()' : `latchkey.entries.list({ space: '${slug}' })`
  return [
    `import { createClient } from '@latchkey/client/client'`,
    '',
    `const latchkey = createClient({ url: '${origin}', ${token} })`,
    `console.log(await ${call})`,
  ].join('\n')
}

/** A program for a client of another platform. */
export interface ClientProgram {
  readonly id: string
  readonly platform: string
  readonly client: string
  /** Address of the platform's own documentation. */
  readonly documentation: string
  /** The program, with the secret as it is to be shown. */
  readonly write: (secret: string) => string
}

/** What the dialects of the server have for a token. */
export function clientPrograms(
  origin: string,
  { kind, space, environment }: Pick<Token, 'kind' | 'space' | 'environment'>,
  dialects: readonly SpokenDialect[],
): ClientProgram[] {
  const place = { space: space?.slug ?? '', environment: environment?.slug ?? 'production' }
  return dialects.flatMap(({ name, title, documentation, snippets }) =>
    snippets
      .filter(({ kinds }) => kinds.includes(kind))
      .map(({ client, text }) => ({
        id: `${name} ${client}`,
        platform: title,
        client,
        documentation,
        write: (token: string) => fillSnippet(text, snippetValues(origin, { token, ...place })),
      })),
  )
}

/** `summer-shop` as a name in code: `summerShop`. */
function identifier(slug: string): string {
  const name = slug.replaceAll(/-+(\w)/g, (_, letter: string) => letter.toUpperCase())
  return /^[a-z]\w*$/i.test(name) ? name : 'content'
}

/** A file of variables, to be loaded by `node --env-file` and others. */
export function environmentFile(origin: string, secret: string): string {
  return `LATCHKEY_URL=${origin}\nLATCHKEY_TOKEN=${secret}\n`
}
