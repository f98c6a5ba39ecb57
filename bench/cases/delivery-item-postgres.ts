import { compareDelivery } from '../lib/delivery-case.ts'
import { withPostgres } from '../lib/postgres.ts'
import { runCase } from '../lib/run-case.ts'

await runCase((options) =>
  withPostgres((databaseUrl) =>
    compareDelivery(
      {
        name: 'delivery, one item, PostgreSQL',
        shape: { entries: 1_000, tokens: 10 },
        path: '/article-500',
        load: [{ connections: 32, target: { of: 'ratio', atLeast: 0.35 } }],
        environment: { DATABASE_URL: databaseUrl },
      },
      options,
    ),
  ),
)
