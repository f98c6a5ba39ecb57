import type { CleanImage } from './clean-jpeg.ts'
import { type ImageSize, type Orientation, orientationAlone, orientationIn, turned } from './exif.ts'
import { bytesOf, DamagedImage, type FileBytes, type Piece } from './file-bytes.ts'

const exifFlag = 0x08
const xmpFlag = 0x04
const exifBytesMax = 1024 * 1024

/** A WebP file without Exif and XMP, but for the orientation; what follows the image is left out (RFC 9649). */
export async function cleanWebp(file: FileBytes): Promise<CleanImage> {
  const end = Math.min(file.size, 8 + (await file.at(0, 12)).readUInt32LE(4))
  const pieces: Piece[] = []
  let size: ImageSize | null = null
  let orientation: Orientation = 1
  let flags: Buffer | null = null
  for (let at = 12; at + 8 <= end;) {
    const head = await file.at(at, 8)
    const type = head.toString('latin1', 0, 4)
    const length = head.readUInt32LE(4)
    const next = at + 8 + length + (length % 2)
    if (at + 8 + length > end) throw new DamagedImage('It ends too early.')
    if (type === 'VP8X') {
      flags = await file.at(at, 18)
      flags[8] = (flags[8] ?? 0) & ~(exifFlag | xmpFlag)
      pieces.push(flags)
    } else if (type === 'EXIF') {
      if (length <= exifBytesMax) orientation = orientationIn(tiffIn(await file.at(at + 8, length)))
    } else if (type !== 'XMP ') {
      pieces.push({ start: at, end: Math.min(next, end) - 1 })
    }
    size ??= sizeIn(type, await file.upTo(at + 8, 10))
    at = next
  }
  if (size === null) throw new DamagedImage('There is no image in it.')
  if (orientation !== 1 && flags !== null) {
    flags[8] = (flags[8] ?? 0) | exifFlag
    pieces.push(chunk('EXIF', orientationAlone(orientation)))
  }
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + bytesOf(pieces), 4)
  return { pieces: [head, ...pieces], size: turned(size, orientation) }
}

/** Some writers put the words of a JPEG segment before the structure. */
function tiffIn(data: Buffer): Buffer {
  return data.toString('latin1', 0, 6) === 'Exif\0\0' ? data.subarray(6) : data
}

function sizeIn(type: string, data: Buffer): ImageSize | null {
  if (data.length < 10) return null
  switch (type) {
    case 'VP8X':
      return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 }
    case 'VP8 ':
      return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
    case 'VP8L': {
      const bits = data.readUInt32LE(1)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    default:
      return null
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}
