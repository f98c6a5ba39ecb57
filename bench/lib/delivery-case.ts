import { compareHttp, constantEndpoint, startReference } from './compare-http.ts'
import { deliveryPath } from './delivery-path.ts'
import { startLatchkey } from './latchkey-process.ts'
import type { Options } from './options.ts'
import { prepareSpace, type Shape } from './prepare-space.ts'
import type { Result, Target } from './result.ts'

type DeliveryCase = {
  readonly name: string
  readonly shape: Shape
  /** Below `/delivery/v1/spaces/bench/content/articles`. */
  readonly path: string
  /** One result for each; the target belongs to the case, so it may differ by the number of connections. */
  readonly load: readonly { readonly connections: number; readonly target: Target | null }[]
  readonly environment?: Readonly<Record<string, string>>
}

/** A delivery path that always answers the same body, beside bare node:http answering that body. */
export const compareDelivery = async (wanted: DeliveryCase, options: Options): Promise<Result[]> => {
  const space = await prepareSpace(wanted.shape, wanted.environment)
  const server = await startLatchkey(space.dataFolder, wanted.environment)
  try {
    const headers = { authorization: `Bearer ${space.deliveryToken}` }
    const latchkey = await constantEndpoint({ url: server.url, path: deliveryPath + wanted.path, headers })
    const reference = await startReference(latchkey)
    const results: Result[] = []
    try {
      for (const { connections, target } of wanted.load) {
        const comparison = { name: wanted.name, connections, latchkey, reference: reference.endpoint, target }
        results.push(await compareHttp(comparison, options))
      }
    } finally {
      await reference.stop()
    }
    return results
  } finally {
    await server.stop()
    await space.discard()
  }
}
