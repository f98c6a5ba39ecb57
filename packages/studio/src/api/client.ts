import { createClient } from '@latchkey/client/client'

/** What says that a page of the studio asks. */
export const studioHeaders = { 'Latchkey-Studio': '1' } as const

/** The API, as the person who has signed in: the browser adds the cookie, the headers say who asks. */
export const api = createClient({ url: location.origin, headers: studioHeaders })
