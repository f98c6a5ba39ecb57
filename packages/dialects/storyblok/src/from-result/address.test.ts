import { expect, test } from 'vitest'
import { fileAddress, fileIdIn } from './address.ts'

const space = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
const id = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a22'

test('an address leads back to its file, in its space alone', () => {
  const address = fileAddress({ base: 'https://cms.example.com/storyblok', spaceId: space }, id, 'a/b ü.jpg')
  expect(fileIdIn(address, space)).toBe(id)
  expect(fileIdIn(address, id)).toBe(null)
  for (const other of ['', 'https://a.storyblok.com/f/1/x/y.png', `${address}/more`, `/f/${space}/x/y`])
    expect(fileIdIn(other, space)).toBe(null)
})
