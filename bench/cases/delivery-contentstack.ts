import { apiOf, textAt } from '../lib/api.ts'
import { constantEndpoint } from '../lib/compare-http.ts'
import { ownPath, runDialectCase } from '../lib/dialect-case.ts'

await runDialectCase('delivery, one entry of Contentstack beside our own item', async ({ deliveryToken }, { url }) => {
  const id = textAt(await apiOf(url, deliveryToken)('GET', ownPath), 'id')
  const path = `/v3/content_types/articles/entries/blt${id.replaceAll('-', '')}`
  return {
    latchkey: await constantEndpoint({ url, path, headers: { api_key: 'bench', access_token: deliveryToken } }),
    reference: await constantEndpoint({ url, path: ownPath, headers: { authorization: `Bearer ${deliveryToken}` } }),
  }
})
