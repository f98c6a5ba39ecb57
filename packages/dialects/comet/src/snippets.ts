import type { Snippet } from '@latchkey/contract/dialects/schemas'

/** There is no published client: what its programs ask. */
export const snippets: readonly Snippet[] = [
  {
    client: 'curl',
    language: 'shell',
    kinds: ['api'],
    text: `curl -H 'Authorization: Bearer {{token}}' '{{url}}/comet/api/v1/workspaces/{{space}}/content-types'`,
  },
]
