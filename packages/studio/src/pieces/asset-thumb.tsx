import IconFile from '@tabler/icons-react/icons/IconFile'
import { fileAddress } from '../api/asset-addresses.ts'
import type { Asset } from '../api/answers.ts'
import classes from './asset-thumb.module.css'

/** Larger images are not loaded for the sake of a small picture. */
const shownBytesMax = 8_000_000
const shownTypes = /^image\/(?:jpeg|png|webp|gif|avif)$/

interface AssetThumbProps {
  readonly space: string
  readonly asset: Pick<Asset, 'id' | 'media_type' | 'bytes' | 'version' | 'file_name'>
  /** In pixels; absent: as large as there is room. */
  readonly size?: number
}

/** A small picture of a file, or a sign in its place. Its name stands beside it, so that it says nothing itself. */
export function AssetThumb({ space, asset, size }: AssetThumbProps) {
  const { id, media_type: type, bytes, version, file_name: name } = asset
  const style = size === undefined ? {} : { width: size, height: size }
  const shown = shownTypes.test(type) && bytes <= shownBytesMax
  return (
    <div className={classes['frame']} style={style} data-wide={size === undefined || undefined}>
      {shown ? (
        <img
          src={fileAddress(space, id)}
          // Other bytes are another picture.
          key={version}
          alt=""
          loading="lazy"
          decoding="async"
          className={classes['image']}
        />
      ) : (
        <span className={classes['sign']}>
          <IconFile size={size !== undefined && size < 64 ? 20 : 32} aria-hidden />
          {(size === undefined || size >= 64) && <span>{name.split('.').at(-1)?.slice(0, 5).toUpperCase()}</span>}
        </span>
      )}
    </div>
  )
}
