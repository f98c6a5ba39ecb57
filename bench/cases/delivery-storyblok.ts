import { constantEndpoint } from '../lib/compare-http.ts'
import { ownPath, runDialectCase, slug } from '../lib/dialect-case.ts'

/** The story of an answer, which stays the same while the version of the answer goes with the minutes. */
const storyIn = (body: string): string => {
  const answer: unknown = JSON.parse(body)
  return JSON.stringify(typeof answer === 'object' && answer !== null && 'story' in answer ? answer.story : null)
}

await runDialectCase('delivery, one story of Storyblok beside our own item', async ({ deliveryToken }, { url }) => {
  const path = `/storyblok/v2/cdn/stories/${slug}?token=${deliveryToken}&version=published&cv=1`
  const story = storyIn(await (await fetch(url + path)).text())
  return {
    latchkey: { url, path, headers: {}, isRight: (body) => storyIn(body) === story },
    reference: await constantEndpoint({ url, path: ownPath, headers: { authorization: `Bearer ${deliveryToken}` } }),
  }
})
