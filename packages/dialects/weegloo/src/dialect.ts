import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { delivery } from './delivery.ts'
import { management } from './management.ts'
import { snippets } from './snippets.ts'
import { upload } from './upload.ts'

/** WEEGLOO: its hosts for management, delivery and upload, each as a path. */
export const weegloo: Dialect = {
  name: 'weegloo',
  title: 'WEEGLOO',
  documentation: 'https://docs.weegloo.com',
  snippets,
  surfaces: [management, delivery, upload],
}
