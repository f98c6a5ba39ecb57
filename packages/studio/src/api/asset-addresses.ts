/** Where files of a space are sent to; the browser itself asks there, not the client. */
export function assetsAddress(space: string): string {
  return `/api/v1/spaces/${encodeURIComponent(space)}/assets`
}

/** Where the bytes of a file are read and replaced. */
export function fileAddress(space: string, asset: string): string {
  return `${assetsAddress(space)}/${asset}/file`
}
