import type { Access, Method } from '@latchkey/contract/operation'

/** Method, path with its parameters in braces, what it does; and whether it honours an `Idempotency-Key`, or its body is a form. */
export type Route =
  | readonly [method: Method, path: `/${string}`, access: Access]
  | readonly [method: Method, path: `/${string}`, access: Access, mark: 'keyed' | 'form']
