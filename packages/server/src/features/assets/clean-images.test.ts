import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { callBytes, formOf, sendForm, upload } from '../../test-support/upload.ts'

const assets = '/api/v1/spaces/shop/assets'

/** A PNG with a text in it, which libraries of images do not write. */
function withText(png: Buffer, text: string): Buffer {
  const head = png.subarray(0, 33)
  const data = Buffer.from(`tEXtComment\0${text}`, 'latin1')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length - 4)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(data))
  return Buffer.concat([head, length, data, sum, png.subarray(33)])
}

describeEachDatabase('images', (databases) => {
  let app: TestApp
  beforeAll(async () => {
    app = await openTestApp(databases, { files: { pixelsMax: 1000 } })
  })

  const image = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: 'teal' } }).withExif({
      IFD0: { Copyright: 'SECRET exif' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 8/1 0/1' },
    })

  test.each(['png', 'webp'] as const)('as %s lose what says where they are from, and no pixel', async (format) => {
    const encoded = await image(30, 20).toFormat(format).toBuffer()
    const original = Buffer.concat([
      format === 'png' ? withText(encoded, 'SECRET text') : encoded,
      Buffer.from('SECRET behind the image'),
    ])
    expect(original.includes('SECRET exif')).toBe(true)
    const asset = await upload(app, `image.${format}`, original)
    expect(asset).toMatchObject({ media_type: `image/${format}`, width: 30, height: 20 })
    const { bytes } = await callBytes(app, 'GET', `${assets}/${asset.id}/file`, { token: app.owner.token })
    expect(bytes.includes('SECRET')).toBe(false)
    expect((await sharp(bytes).metadata()).exif?.includes('GPS') ?? false).toBe(false)
    expect(await sharp(bytes).raw().toBuffer()).toEqual(await sharp(encoded).raw().toBuffer())
  })

  test('of more pixels than the limit are refused, and leave nothing', async () => {
    const big = await image(40, 26).png().toBuffer()
    const answer = await sendForm(app, formOf({}, { name: 'big.png', bytes: big }))
    expect(answer).toMatchObject({ status: 422, body: { type: '/problems/file-refused' } })
    expect((await app.call('GET', `${assets}/big.png`)).status).toBe(404)
    await upload(app, 'fits.png', await image(40, 25).png().toBuffer())
  })
})
