import type { KindRow } from './kinds.ts'

/**
 * Whether a token issued now keeps a sealed copy of its secret, beside the hash.
 *
 * `reveal` is the instance's setting; turning it off destroys the copies that it had allowed.
 */
export function keepsSealedCopy({ readableAgain }: Pick<KindRow, 'readableAgain'>, reveal: boolean): boolean {
  return readableAgain === 'yes' || (readableAgain === 'by-setting' && reveal)
}
