import { createClient } from '@latchkey/client/client'

/** The API, as the person who has signed in: the browser adds the cookie, the header says that a page of the studio asks. */
export const api = createClient({ url: location.origin, headers: { 'Latchkey-Studio': '1' } })
