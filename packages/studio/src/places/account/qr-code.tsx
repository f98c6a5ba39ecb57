import { encode } from 'uqr'
import classes from './qr-code.module.css'

interface QrCodeProps {
  readonly text: string
  readonly label: string
}

/** A QR code. It is dark on light in both schemes, as cameras want it. */
export function QrCode({ text, label }: QrCodeProps) {
  const { size, data } = encode(text, { border: 3 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg className={classes['code']} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <path d={path} />
    </svg>
  )
}
