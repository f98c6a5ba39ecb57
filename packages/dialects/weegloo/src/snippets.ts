import type { Snippet } from '@latchkey/contract/dialects/schemas'

/** There is no published client: what its programs ask. */
export const snippets: readonly Snippet[] = [
  {
    client: 'curl',
    language: 'shell',
    kinds: ['delivery'],
    text: `curl -H 'Authorization: Bearer {{token}}' '{{url}}/weegloo/cda/v1/spaces/{{space}}/contents'`,
  },
  {
    client: 'curl',
    language: 'shell',
    kinds: ['personal'],
    text: `curl -H 'Authorization: Bearer {{token}}' '{{url}}/weegloo/cma/v1/me'`,
  },
]
