import type { default as Sharp } from 'sharp'
import type { ImageSize } from './exif.ts'

let loading: Promise<typeof Sharp | null> | null = null

/** The package that reads and writes images; null where it is not installed, or not for this system. */
export function loadSharp(): Promise<typeof Sharp | null> {
  loading ??= import('sharp').then(
    ({ default: sharp }) => {
      // Its own cache and threads would grow beside ours.
      sharp.cache(false)
      sharp.concurrency(1)
      return sharp
    },
    () => null,
  )
  return loading
}

/** Width and height of an image as it is shown, read from its head alone; null where nobody can tell. */
export async function measureImage(path: string): Promise<ImageSize | null> {
  const sharp = await loadSharp()
  if (sharp === null) return null
  try {
    const { autoOrient } = await sharp(path, { limitInputPixels: false }).metadata()
    return autoOrient
  } catch {
    return null
  }
}
