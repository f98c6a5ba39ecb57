import { finished, pipeline, Readable } from 'node:stream'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import type { Operation } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import { holdsToken } from './misplaced-token.ts'
import { parseFields } from './parse.ts'
import { refuse } from './refusal.ts'

/** A file on its way in: nothing of it is read before somebody reads the stream. */
export interface Upload {
  readonly stream: Readable
  /** The name that its part of the form gives; null without one, and for bytes alone. */
  readonly fileName: string | null
  /** Resolves once the whole request has arrived in order; to be awaited before the file counts as whole. */
  readonly arrived: Promise<void>
}

/** The fields of a form, in the order in which they were sent. */
export type FormFields = readonly (readonly [name: string, value: string])[]

/** What a request with a file says besides the file. */
export interface OpenedUpload {
  readonly body: unknown
  readonly upload: Upload
}

/** A request with a file, as it arrives. */
interface ArrivingUpload {
  readonly stream: Readable | null
  readonly contentType: string | undefined
  /** The form of which the fields were read already, to learn who sends it; null for all others. */
  readonly form: OpenedForm | null
}

/** Reads what stands before the file, and stops there. Refuses a form without a file, and what it says when that is not right. */
export async function openUpload(
  operation: Operation,
  { stream, contentType, form }: ArrivingUpload,
): Promise<OpenedUpload> {
  if (operation.takes !== 'form') return { body: null, upload: streamOf(stream) }
  const { fields, upload } = form ?? (await openForm({ stream, contentType, file: 'file' }))
  // What a ticket is for was named when it was made.
  const said = operation.signable === 'form' ? fields : named(fields, upload.fileName)
  try {
    return { body: parseFields(operation, said), upload }
  } catch (error) {
    upload.stream.resume()
    throw error
  }
}

/** A file that is all of what is sent. */
export function streamOf(stream: Readable | null): Upload {
  return { stream: stream ?? Readable.from([]), fileName: null, arrived: Promise.resolve() }
}

/** The form's fields are short; the file is the only thing in it that may be large. */
const limits = { fields: 20, fieldSize: 64 * 1024, fieldNameSize: 100, files: 1, headerPairs: 20 }

/** A form whose fields were read, up to its file. */
export interface OpenedForm {
  readonly fields: FormFields
  readonly upload: Upload
}

/** A form on its way in. */
interface ArrivingForm {
  readonly stream: Readable | null
  readonly contentType: string | undefined
  /** The name of the part that is the file. */
  readonly file: string
}

/** Reads the fields of a form, up to its file, which has to be the last part. */
export async function openForm({ stream, contentType, file: fileField }: ArrivingForm): Promise<OpenedForm> {
  if (stream === null || contentType === undefined || !isForm(contentType))
    throw refuse(problems.unsupportedMediaType, 'Send `multipart/form-data` with the file as its last part.')
  const form = readerOf(contentType)
  const fields: [string, string][] = []
  const opened = Promise.withResolvers<Omit<Upload, 'arrived'>>()
  const arrived = Promise.withResolvers<void>()
  let file: Readable | null = null
  const fail = (error: unknown) => {
    opened.reject(error)
    arrived.reject(error)
    // Whoever reads the file must not take what came so far for all of it.
    file?.destroy(error instanceof Error ? error : undefined)
  }
  // Each is awaited by somebody only after the other: neither may count as unhandled meanwhile.
  opened.promise.catch(() => {})
  arrived.promise.catch(() => {})
  form.on('field', (name: string, value: string, nameCut: boolean, valueCut: boolean) => {
    if (file !== null) fail(refuseForm('The file has to be the last part of the form.'))
    else if (nameCut || valueCut) fail(refuseForm('A field is too long.'))
    else fields.push([name, value])
  })
  form.on('file', (name: string, part: Readable, fileName: string) => {
    // An error that nobody listens to would end the process.
    part.on('error', fail)
    if (file !== null || name !== fileField) {
      part.resume()
      fail(refuseForm(`The one file is the part \`${fileField}\`.`))
      return
    }
    file = part
    opened.resolve({ stream: part, fileName: fileName === '' ? null : fileName })
  })
  for (const event of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
    form.on(event, () => fail(refuseForm('The form has more parts than are taken.')))
  }
  form.on('finish', () => {
    if (file === null)
      fail(
        refuse(problems.invalidBody, undefined, {
          errors: [{ pointer: `/${fileField}`, detail: 'This is required.' }],
        }),
      )
    else arrived.resolve()
  })
  pipeline(stream, form, (error) => {
    if (error) fail(cutShort(error))
  })
  finished(stream, (error) => {
    if (error) fail(cutShort(error))
  })
  const upload = await opened.promise
  if ([...fields.flat(), upload.fileName].some(holdsToken)) {
    upload.stream.resume()
    throw refuse(problems.misplacedToken)
  }
  return { fields, upload: { ...upload, arrived: arrived.promise } }
}

/** Whether a body of that type is a form that can hold a file. */
export function isForm(contentType: string | undefined): boolean {
  return contentType !== undefined && /^multipart\/form-data\s*;/i.test(contentType)
}

/** The name that the part brings counts as `file_name` where the form says none. */
function named(fields: FormFields, fileName: string | null): FormFields {
  const isNamed = fileName === null || fields.some(([name]) => name === 'file_name')
  return isNamed ? fields : [...fields, ['file_name', fileName]]
}

function readerOf(contentType: string) {
  try {
    const headers: BusboyHeaders = { 'content-type': contentType }
    return new Busboy({ headers, limits })
  } catch {
    throw refuseForm('The boundary of the form is missing.')
  }
}

function refuseForm(detail: string) {
  return refuse(problems.malformedRequest, detail)
}

/** The reader of forms throws plain errors for a form that makes no sense or ends too early. */
function cutShort(error: unknown) {
  return error instanceof Error && error.name === 'Refusal' ? error : refuseForm('The form ends too early.')
}
