import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import type { Result } from '@latchkey/client/operations'
import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { collect, handle } from '../handle.ts'
import { saveAnswer } from '../save-answer.ts'
import type { Terminal } from '../terminal.ts'
import { addAssetCategory } from './asset-category.ts'

interface Where {
  readonly space?: string
  readonly branch?: string
}

interface UploadOptions extends Where {
  readonly category?: string
  readonly private?: boolean
  readonly publish?: boolean
}

interface ListOptions extends Where {
  readonly category?: string
}

interface PublishOptions extends Where {
  readonly environment?: string[]
}

interface UrlOptions extends Where {
  readonly environment?: string
  readonly ttl?: string
}

type Asset = Result<'assets.upload'>

export function addAsset(program: Command, terminal: Terminal): void {
  const asset = program.command('asset').description('Files: upload, list, download, publish and delete them.')
  addUpload(asset, terminal)
  addListing(asset, terminal)
  addDownload(asset, terminal)
  addChanges(asset, terminal)
  addTrashed(asset, terminal)
  addAssetCategory(asset, terminal)
}

function inBranch(command: Command): Command {
  return command
    .option('--space <slug>', 'space of the file (LATCHKEY_SPACE)')
    .option('--branch <name>', 'branch or alias of the file (main)')
}

function ofAsset(asset: Command, name: string, sentence: string): Command {
  return inBranch(asset.command(name).description(sentence).argument('<asset>', 'its name or id'))
}

function queryOf({ branch }: Where) {
  return branch === undefined ? {} : { branch }
}

function columnsOf({ id, file_name: name, category, private: hidden, status, media_type: type, bytes }: Asset) {
  return { id, name, category, private: hidden, status, type, bytes }
}

function addUpload(asset: Command, terminal: Terminal): void {
  const upload = inBranch(
    asset
      .command('upload')
      .description('Upload files, one after the other. Those before one that is refused stay.')
      .argument('<file...>', 'files to upload')
      .option('--category <path>', 'category, by its whole path: `Brand / Logos`')
      .option('--private', 'their bytes need a token that may read private files, or a signed URL')
      .option('--publish', 'publish them to production'),
  ).addHelpText(
    'after',
    '\nExample:\n  latchkey asset upload logo.png --space shop --category "Brand / Logos" --publish',
  )
  handle<UploadOptions>(terminal, upload, async (context, options, ...files) => {
    const params = { space: context.space(options.space) }
    const query = queryOf(options)
    const { category, private: isPrivate } = options
    const about = { ...(category !== undefined && { category }), ...(isPrivate && { private: true }) }
    const { signal } = terminal
    const client = await context.client()
    const uploaded: Asset[] = []
    try {
      for (const path of files) {
        const body = { file_name: basename(path), ...about }
        const made = await client.uploadAsset(params, await openAsBlob(path), { query, body, signal })
        uploaded.push(made)
        if (options.publish !== true) continue
        uploaded.splice(-1, 1, await client.assets.publish({ ...params, asset: made.id }, { query, body: {} }))
      }
    } finally {
      if (uploaded.length > 0) context.output.list(uploaded, columnsOf)
    }
  })
}

function addListing(asset: Command, terminal: Terminal): void {
  const list = inBranch(asset.command('list').description('List files, the newest first.')).option(
    '--category <path>',
    'files of this category alone',
  )
  handle<ListOptions>(terminal, list, async (context, options) => {
    const client = await context.client()
    const { category } = options
    const query = { ...queryOf(options), ...(category !== undefined && { filter: { category } }) }
    const found = await gather(client.items('assets.list', { params: { space: context.space(options.space) }, query }))
    context.output.list(found, columnsOf)
  })
}

function addDownload(asset: Command, terminal: Terminal): void {
  const download = ofAsset(asset, 'download', 'Download a file as editors have it, published or not.').argument(
    '[file]',
    'file to write (the name of the file, in this folder)',
  )
  handle<Where>(terminal, download, async (context, options, name = '', file) => {
    const client = await context.client()
    const params = { space: context.space(options.space), asset: name }
    const query = queryOf(options)
    const shown = await client.assets.show(params, { query })
    const answer = await client.downloadAsset({ ...params, asset: shown.id }, { query, signal: terminal.signal })
    const path = file ?? basename(shown.file_name)
    await saveAnswer(answer, path)
    context.output.done(`${path} has ${shown.bytes} bytes.`, { ...shown, path })
  })
}

function addChanges(asset: Command, terminal: Terminal): void {
  for (const [verb, sentence, ends] of [
    ['publish', 'Publish a file as it is now.', 'is live in'],
    ['unpublish', 'Take a file offline.', 'is live no more in'],
  ] as const) {
    const command = ofAsset(asset, verb, sentence).option(
      '--environment <slug>',
      'environment; repeatable (production)',
      collect,
    )
    handle<PublishOptions>(terminal, command, async (context, options, name = '') => {
      const { environment: environments } = options
      const client = await context.client()
      const params = { space: context.space(options.space), asset: name }
      const body = environments === undefined ? {} : { environments }
      const changed = await client.assets[verb](params, { query: queryOf(options), body })
      context.output.done(`${name} ${ends} ${(environments ?? ['production']).join(', ')}.`, changed)
    })
  }

  const url = ofAsset(asset, 'url', 'Write a URL that gives the bytes of a published file without a token, for a time.')
    .option('--environment <slug>', 'where it is published (production)')
    .option('--ttl <seconds>', 'for how long')
  handle<UrlOptions>(terminal, url, async (context, { environment, ttl, ...options }, name = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), asset: name }
    const query = {
      ...queryOf(options),
      environment: environment ?? 'production',
      ...(ttl !== undefined && { ttl: Number(ttl) }),
    }
    const signed = await client.deliveryAssets.signedUrl(params, { query })
    context.output.done(new URL(signed.url, await context.url()).href, signed)
  })

  const remove = ofAsset(asset, 'delete', 'Move a file to the trash; it goes offline everywhere.')
  handle<Where>(terminal, remove, async (context, options, name = '') => {
    const client = await context.client()
    await client.assets.delete({ space: context.space(options.space), asset: name }, { query: queryOf(options) })
    context.output.done(`${name} is in the trash.`, { asset: name })
  })
}

function addTrashed(asset: Command, terminal: Terminal): void {
  const list = inBranch(asset.command('trash').description('List the files in the trash, the last deleted first.'))
  handle<Where>(terminal, list, async (context, options) => {
    const client = await context.client()
    const params = { space: context.space(options.space) }
    const found = await gather(client.items('asset-trash.list', { params, query: queryOf(options) }))
    context.output.list(found, ({ id, file_name: name, category, deleted_at }) => ({
      id,
      name,
      category,
      deleted: deleted_at,
    }))
  })

  const restore = inTrash(asset, 'restore', 'Take a file out of the trash; it comes back as a draft.')
  handle<Where>(terminal, restore, async (context, options, id = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), asset: id }
    const back = await client.assetTrash.restore(params, { query: queryOf(options) })
    context.output.done(`${back.file_name} is back as a ${back.status}.`, back)
  })

  const purge = inTrash(asset, 'purge', 'Delete a file in the trash for good.')
  handle<Where>(terminal, purge, async (context, options, id = '') => {
    const client = await context.client()
    await client.assetTrash.delete({ space: context.space(options.space), asset: id }, { query: queryOf(options) })
    context.output.done(`${id} is gone for good.`, { id })
  })
}

function inTrash(asset: Command, name: string, sentence: string): Command {
  return inBranch(asset.command(name).description(sentence).argument('<id>', 'its id'))
}
