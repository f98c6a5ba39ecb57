import { type ImageSize, type Orientation, orientationAlone, orientationIn, turned } from './exif.ts'
import { DamagedImage, type FileBytes, type Piece } from './file-bytes.ts'

/** An image as it is to be stored. */
export interface CleanImage {
  readonly pieces: readonly Piece[]
  readonly size: ImageSize
}

const scan = 0xda
const end = 0xd9
const windowBytes = 256 * 1024

/**
 * A JPEG file without anything that could say where it was taken (ISO/IEC 10918-1 annex B): of the application segments only
 * JFIF, colour profile and Adobe's stay, the orientation is written anew, and what follows the image is left out.
 */
export async function cleanJpeg(file: FileBytes): Promise<CleanImage> {
  const pieces: Piece[] = [Buffer.from([0xff, 0xd8])]
  let size: ImageSize | null = null
  let orientation: Orientation = 1
  let at = 2
  for (;;) {
    const head = await file.at(at, 2)
    const marker = head[1] ?? 0
    if (head[0] !== 0xff) throw new DamagedImage('A segment is missing.')
    // Filling, which may stand before any marker.
    if (marker === 0xff) at += 1
    else if (marker === end) break
    else {
      const length = (await file.at(at + 2, 2)).readUInt16BE(0)
      if (length < 2) throw new DamagedImage('A segment has no length.')
      const body = await file.at(at + 4, Math.min(length - 2, 64))
      if (isFrame(marker)) size = { width: body.readUInt16BE(3), height: body.readUInt16BE(1) }
      if (isExif(marker, body)) orientation = orientationIn(await file.at(at + 10, Math.max(0, length - 8)))
      if (stays(marker, body)) pieces.push({ start: at, end: at + 1 + length })
      at += 2 + length
      if (marker === scan) {
        const next = await endOfScan(file, at)
        if (next > at) pieces.push({ start: at, end: next - 1 })
        at = next
      }
    }
  }
  if (size === null || size.width === 0) throw new DamagedImage('There is no image in it.')
  pieces.push(Buffer.from([0xff, end]))
  if (orientation !== 1) pieces.splice(1, 0, exifSegment(orientation))
  return { pieces, size: turned(size, orientation) }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function isExif(marker: number, body: Buffer): boolean {
  return marker === 0xe1 && body.toString('latin1', 0, 6) === 'Exif\0\0'
}

function stays(marker: number, body: Buffer): boolean {
  if (marker === 0xfe) return false
  if (marker < 0xe0 || marker > 0xef) return true
  if (marker === 0xe0 || marker === 0xee) return true
  return marker === 0xe2 && body.toString('latin1', 0, 12) === 'ICC_PROFILE\0'
}

/** Where the next segment begins behind the coded data of a scan: at a marker that is neither a stuffed zero nor a restart. */
async function endOfScan(file: FileBytes, from: number): Promise<number> {
  for (let at = from; ;) {
    const window = await file.upTo(at, windowBytes)
    if (window.length < 2) throw new DamagedImage('It ends too early.')
    let found = window.indexOf(0xff)
    while (found !== -1 && found + 1 < window.length) {
      const code = window[found + 1] ?? 0
      if (code !== 0 && code !== 0xff && (code < 0xd0 || code > 0xd7)) return at + found
      found = window.indexOf(0xff, found + 1)
    }
    // The last byte may be the first of a marker.
    at += window.length - 1
  }
}

function exifSegment(orientation: Orientation): Buffer {
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), orientationAlone(orientation)])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}
