import type { InputOf } from '@latchkey/contract/operation'
import type { updateAsset, uploadAsset } from '@latchkey/contract/assets/operations'
import { formFieldsOf } from '@latchkey/dialect-kit/body'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { textIn, textsIn, thingIn } from './body.ts'

/** Reads the fields of a form that stand before the file: `asset[title]`, `asset[description]`, `asset[tags]`. */
export function assetFormIn(body: unknown, fileName: string | null): InputOf<typeof uploadAsset>['body'] {
  const given = new Map(formFieldsOf(body))
  if ((given.get('asset[parent_uid]') ?? '') !== '') throw refuseBody('/parent_uid', 'There are no folders.')
  const title = given.get('asset[title]') ?? ''
  const description = given.get('asset[description]') ?? ''
  const tags = tagsOf(given.get('asset[tags]') ?? '')
  const metadata = { ...(title !== '' && { title }), ...(description !== '' && { description }) }
  return {
    ...(fileName !== null && { file_name: fileName }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(tags.length > 0 && { tags }),
  }
}

/** Reads `{"asset":{"title":"…","description":"…","tags":[…]}}`. */
export function assetChangeIn(body: unknown): InputOf<typeof updateAsset>['body'] {
  const asset = thingIn(body, 'asset')
  if (textIn(asset, 'parent_uid') !== undefined) throw refuseBody('/parent_uid', 'There are no folders.')
  const title = textIn(asset, 'title')
  const description = textIn(asset, 'description')
  const tags = typeof asset['tags'] === 'string' ? tagsOf(asset['tags']) : textsIn(asset, 'tags')
  return {
    metadata: {
      ...(title !== undefined && { title: title === '' ? null : title }),
      ...(description !== undefined && { description: description === '' ? null : description }),
    },
    ...(tags !== undefined && { tags: [...tags] }),
  }
}

function tagsOf(text: string): string[] {
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}
