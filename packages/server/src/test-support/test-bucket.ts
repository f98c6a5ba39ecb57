import S3rver from 's3rver'
import type { S3Location } from '../blobs/blob-store-s3.ts'

/** A bucket of an S3-compatible storage on this machine. */
export interface TestBucket {
  readonly location: S3Location
  readonly close: () => Promise<void>
}

/** Serves an empty bucket from a folder. */
export async function openTestBucket(directory: string): Promise<TestBucket> {
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'assets', configs: [] }],
  })
  const { port } = await server.run()
  const location = {
    endpoint: `http://127.0.0.1:${port}/assets`,
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  }
  return { location, close: () => server.close() }
}
