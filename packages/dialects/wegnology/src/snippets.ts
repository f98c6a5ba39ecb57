import type { Snippet } from '@latchkey/contract/dialects/schemas'

const whoAmI = (client: string) =>
  [
    `import rest from '${client}'`,
    '',
    `const client = rest.createClient({ url: '{{url}}/wegnology', accessToken: '{{token}}' })`,
    'const { email } = await client.me.get()',
    'console.log(email)',
  ].join('\n')

/** How its published clients, which speak the same API, are pointed here. */
export const snippets: readonly Snippet[] = ['wegnology-rest', 'losant-rest'].map((client) => ({
  client,
  language: 'javascript',
  kinds: ['personal'],
  text: whoAmI(client),
}))
