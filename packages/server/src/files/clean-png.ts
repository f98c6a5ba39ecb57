import { crc32 } from 'node:zlib'
import type { CleanImage } from './clean-jpeg.ts'
import { type ImageSize, type Orientation, orientationAlone, orientationIn, turned } from './exif.ts'
import { DamagedImage, type FileBytes, type Piece } from './file-bytes.ts'

/** Chunks that hold text, or an Exif structure, in which a place may be named. */
const dropped = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])
const exifBytesMax = 1024 * 1024

/** A PNG file without its texts and Exif, but for the orientation; what follows the image is left out (W3C PNG, third edition). */
export async function cleanPng(file: FileBytes): Promise<CleanImage> {
  const pieces: Piece[] = [await file.at(0, 8)]
  let size: ImageSize | null = null
  let orientation: Orientation = 1
  for (let at = 8; ;) {
    const head = await file.at(at, 8)
    const length = head.readUInt32BE(0)
    const type = head.toString('latin1', 4, 8)
    const next = at + 12 + length
    if (next > file.size) throw new DamagedImage('It ends too early.')
    if (type === 'IHDR') {
      const header = await file.at(at + 8, 8)
      size = { width: header.readUInt32BE(0), height: header.readUInt32BE(4) }
    }
    if (size === null) throw new DamagedImage('It does not begin with its header.')
    if (type === 'eXIf' && length <= exifBytesMax) orientation = orientationIn(await file.at(at + 8, length))
    if (!dropped.has(type)) pieces.push({ start: at, end: next - 1 })
    if (type === 'IEND') break
    at = next
  }
  if (orientation !== 1) pieces.splice(2, 0, chunk('eXIf', orientationAlone(orientation)))
  return { pieces, size: turned(size, orientation) }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
