import { expect, test } from 'vitest'
import { curlSnippet, environmentFile } from './snippets.ts'

test('a shell takes the request as it stands, with the secret in a variable', () => {
  expect(curlSnippet('https://content.example.com', '/api/v1/session', 'lk_pat_x')).toBe(
    [
      `export LATCHKEY_TOKEN='lk_pat_x'`,
      'curl -g -H "Authorization: Bearer $LATCHKEY_TOKEN" \\',
      `  'https://content.example.com/api/v1/session'`,
    ].join('\n'),
  )
})

test('a file of variables names the server and the token', () => {
  expect(environmentFile('https://content.example.com', 'lk_pat_x')).toBe(
    'LATCHKEY_URL=https://content.example.com\nLATCHKEY_TOKEN=lk_pat_x\n',
  )
})
