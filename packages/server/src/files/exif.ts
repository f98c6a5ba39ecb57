/** How an image is to be turned before it is shown, as Exif counts: 1 not at all, 5 to 8 with width and height swapped. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

const orientationTag = 0x0112

/** The orientation that a TIFF structure names in its first directory; 1 where it names none. */
export function orientationIn(tiff: Buffer): Orientation {
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number) => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const directory = long(4)
  for (let entry = 0; entry < Math.min(short(directory), 200); entry += 1) {
    const at = directory + 2 + entry * 12
    if (short(at) === orientationTag) return asOrientation(short(at + 8))
  }
  return 1
}

function asOrientation(value: number): Orientation {
  return value === 2 || value === 3 || value === 4 || value === 5 || value === 6 || value === 7 || value === 8
    ? value
    : 1
}

/** A TIFF structure that says nothing but the orientation. */
export function orientationAlone(orientation: Orientation): Buffer {
  const tiff = Buffer.from('4d4d002a0000000800010112000300000001' + '0'.repeat(16), 'hex')
  tiff.writeUInt16BE(orientation, 18)
  return tiff
}

/** Width and height as the image is shown. */
export function turned(size: ImageSize, orientation: Orientation): ImageSize {
  return orientation < 5 ? size : { width: size.height, height: size.width }
}

/** In pixels. */
export interface ImageSize {
  readonly width: number
  readonly height: number
}
