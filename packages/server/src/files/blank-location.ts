import type { FileBytes } from './file-bytes.ts'

const windowBytes = 1024 * 1024
/** Longer than anything that is looked for, so that it is found where two windows meet. */
const overlapBytes = 256

/**
 * Blanks the location in an image of any kind, in place: the Exif GPS directory of every TIFF structure in the file, and what
 * XMP says in plain text. For the formats whose structure is not read here (HEIC, AVIF, TIFF and their like), which keep
 * both uncompressed.
 */
export async function blankLocation(file: FileBytes): Promise<void> {
  for (let at = 0; at < file.size; at += windowBytes - overlapBytes) {
    const window = await file.upTo(at, windowBytes)
    for (const magic of ['II*\0', 'MM\0*']) {
      for (const found of placesOf(window, magic)) await blankGpsDirectory(file, at + found, magic === 'II*\0')
    }
    for (const found of placesOf(window, 'exif:GPS')) {
      const value = xmpValue(window.toString('latin1', found, found + overlapBytes))
      if (value !== null) await file.write(at + found + value.start, Buffer.alloc(value.length, ' '))
    }
  }
}

function* placesOf(window: Buffer, text: string): Generator<number> {
  for (let at = window.indexOf(text, 0, 'latin1'); at !== -1; at = window.indexOf(text, at + 1, 'latin1')) yield at
}

/** The value behind a property: `exif:GPSLatitude="48,8N"`, or `exif:GPSLatitude>48,8N</exif:GPSLatitude>`. */
function xmpValue(text: string): { readonly start: number; readonly length: number } | null {
  const match = /^(exif:GPS\w{1,40}\s*(?:=\s*["']|>))([^"'<]{1,150})/.exec(text)
  const [, name, value] = match ?? []
  return name === undefined || value === undefined ? null : { start: name.length, length: value.length }
}

const gpsPointer = 0x8825
const gpsTagMax = 0x1f
/** Bytes of a value by its type (TIFF 6.0, section 2). */
const typeBytes: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]
const valueBytesMax = 4096

/** Empties the GPS directory of the TIFF structure that begins here; what only looks like one is left alone. */
async function blankGpsDirectory(file: FileBytes, base: number, little: boolean): Promise<void> {
  const number = async (at: number, length: 2 | 4): Promise<number> => {
    const bytes = await file.upTo(base + at, length)
    if (bytes.length < length) return 0
    return little ? bytes.readUIntLE(0, length) : bytes.readUIntBE(0, length)
  }
  const first = await number(4, 4)
  const count = await number(first, 2)
  if (first < 8 || count === 0 || count > 400) return
  for (let entry = first + 2; entry < first + 2 + count * 12; entry += 12) {
    if ((await number(entry, 2)) !== gpsPointer) continue
    const gps = await number(entry + 8, 4)
    const entries = await number(gps, 2)
    if (gps < 8 || entries === 0 || entries > gpsTagMax + 1) return
    const places = Array.from({ length: entries }, (_, index) => gps + 2 + index * 12)
    const tags = await Promise.all(places.map((at) => number(at, 2)))
    if (tags.some((tag) => tag > gpsTagMax)) return
    for (const at of places) {
      const bytes = (typeBytes[await number(at + 2, 2)] ?? 0) * (await number(at + 4, 4))
      if (bytes > 4 && bytes <= valueBytesMax) await blank(file, base + (await number(at + 8, 4)), bytes)
    }
    await blank(file, base + gps, 2 + entries * 12)
  }
}

/** Zeros, and never behind the end of the file. */
async function blank(file: FileBytes, at: number, length: number): Promise<void> {
  const within = Math.min(length, file.size - at)
  if (within > 0) await file.write(at, Buffer.alloc(within))
}
