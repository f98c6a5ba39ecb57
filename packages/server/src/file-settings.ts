import { join } from 'node:path'
import { type FileSettings, limitsDefault } from './files/files.ts'

/** The environment variables that say where files are kept and which are taken, each with what it is for. */
export const fileVariables = {
  LATCHKEY_FILE_TYPES:
    'Media types of files that are taken, by commas: image/*,application/pdf (media, text, documents)',
  LATCHKEY_FILE_BYTES: 'Largest file that is taken, in bytes (536870912)',
  LATCHKEY_FILE_PIXELS: 'Largest image that is taken, in pixels (100000000)',
  LATCHKEY_IMAGE_SIZES_BYTES: 'Most that images in other sizes take of the data folder, in bytes (536870912)',
  LATCHKEY_S3_URL: 'Bucket for files instead of the data folder: https://s3.example.com/my-bucket (none)',
  LATCHKEY_S3_REGION: 'Region of the bucket (auto)',
  LATCHKEY_S3_KEY_ID: 'Access key of the bucket',
  LATCHKEY_S3_SECRET: 'Secret of that access key',
} as const

type Variables = Readonly<Partial<Record<keyof typeof fileVariables, string | undefined>>>

const sizesBytesDefault = 512 * 1024 * 1024

/** Reads them. Throws a sentence that names the variable which cannot be used. */
export function readFileSettings(env: Variables, dataFolder: string): FileSettings {
  return {
    folder: join(dataFolder, 'files'),
    s3: readS3(env),
    limits: {
      bytesMax: readCount(env, 'LATCHKEY_FILE_BYTES') ?? limitsDefault.bytesMax,
      pixelsMax: readCount(env, 'LATCHKEY_FILE_PIXELS') ?? limitsDefault.pixelsMax,
      types: env.LATCHKEY_FILE_TYPES?.split(',').map((each) => each.trim()) ?? limitsDefault.types,
    },
    sizesBytesMax: readCount(env, 'LATCHKEY_IMAGE_SIZES_BYTES') ?? sizesBytesDefault,
  }
}

function readS3(env: Variables): FileSettings['s3'] {
  const { LATCHKEY_S3_URL: endpoint, LATCHKEY_S3_KEY_ID: accessKeyId, LATCHKEY_S3_SECRET: secretAccessKey } = env
  if (!endpoint) return null
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    throw new Error('LATCHKEY_S3_URL is no address: write it like https://s3.example.com/my-bucket.')
  }
  if (!accessKeyId || !secretAccessKey) {
    throw new Error('LATCHKEY_S3_URL needs LATCHKEY_S3_KEY_ID and LATCHKEY_S3_SECRET: give both.')
  }
  return { endpoint, region: env.LATCHKEY_S3_REGION ?? 'auto', accessKeyId, secretAccessKey }
}

function readCount(env: Variables, name: keyof Variables): number | null {
  const text = env[name]
  if (text === undefined) return null
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Error(`${name} is ${text}: give a whole number greater than 0.`)
  return Number(text)
}
