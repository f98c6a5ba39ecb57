import { listEntryAccess } from '@latchkey/contract/entry-access/operations'
import { readPage } from '../../lib/page.ts'
import { decide, mayRead } from '../../pipeline/authorize.ts'
import { type Context, implement } from '../../pipeline/implementation.ts'
import { readEnvironmentViews } from '../content/views.ts'
import { loadEntry } from '../entries/load-entry.ts'
import { accessOf, type Asked } from './access-of.ts'
import { type Holder, idOf, isBehind, positionOf, readHolders } from './holders.ts'
import { standIn } from './stand-in.ts'

export const entryAccessImplementations = [
  implement(listEntryAccess, {
    load: loadEntry,
    // It is there for who reads it in some locale.
    requests: ({ target, locales }, { caller }) => {
      const readable = locales.all.find((code) => mayRead(caller, target, [code])) ?? locales.default
      return [{ action: 'content.read', target, locales: [readable] }]
    },
    handle: async (context) => {
      const { db, space, caller, facts, input, services } = context
      const { known, hidden } = await readHolders(db, context)
      const { rows, next } = await readPage<Holder>(services.ring, input.query, {
        scope: `${listEntryAccess.id} ${space.id} ${facts.target.id} ${caller.principal.name}`,
        rows: async (after, limit) => known.filter((each) => after === null || isBehind(each, after)).slice(0, limit),
        positionOf,
        total: async () => known.length,
      })
      const asked: Asked = {
        facts,
        locales: facts.locales.all.filter((code) => mayRead(caller, facts.target, [code])),
        environments: await readEnvironments(context, facts.situation.liveIn),
      }
      const items = []
      for (const holder of rows) items.push(await tell(context, holder, asked))
      return { items, next, hidden }
    },
  }),
]

/** The environments that the asker may know of: those in which the entry is live, which it shows itself, and what he may read. */
async function readEnvironments({ db, space, branch, caller }: Context, liveIn: readonly string[]): Promise<string[]> {
  const views = await readEnvironmentViews(db, space.id, branch.id)
  return views.flatMap(({ environment: name, environmentId: id }) => {
    const target = { area: 'environments', space, id, name }
    return liveIn.includes(name) || decide(caller, { action: 'environments.read', target }).allowed ? [name] : []
  })
}

async function tell(context: Context, holder: Holder, asked: Asked) {
  const found = await standIn(context, holder)
  return {
    holder: {
      is: holder.is,
      id: idOf(holder),
      name: holder.is === 'member' ? holder.row.display_name : holder.row.name,
      ...(holder.is === 'token' && { kind: holder.row.kind, state: stateOf(holder.row) }),
    },
    access: found === null ? [] : await accessOf(context, found.caller, asked, found.told),
  }
}

function stateOf({ state }: { readonly state: string }): 'active' | 'inactive' {
  return state === 'active' ? 'active' : 'inactive'
}
