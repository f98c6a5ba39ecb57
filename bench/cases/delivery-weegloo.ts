import { apiOf, textAt } from '../lib/api.ts'
import { constantEndpoint } from '../lib/compare-http.ts'
import { ownPath, runDialectCase } from '../lib/dialect-case.ts'

await runDialectCase('delivery, one content of WEEGLOO beside our own item', async ({ deliveryToken }, { url }) => {
  const id = textAt(await apiOf(url, deliveryToken)('GET', ownPath), 'id')
  const headers = { authorization: `Bearer ${deliveryToken}` }
  return {
    latchkey: await constantEndpoint({ url, path: `/weegloo/cda/v1/spaces/bench/contents/${id}`, headers }),
    reference: await constantEndpoint({ url, path: ownPath, headers }),
  }
})
