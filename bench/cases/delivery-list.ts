import { compareDelivery } from '../lib/delivery-case.ts'
import { runCase } from '../lib/run-case.ts'

await runCase((options) =>
  compareDelivery(
    {
      name: 'delivery, list of 20 with a filter',
      shape: { entries: 1_000, tokens: 10 },
      path: '?filter[section][eq]=science&order=-rank&limit=20',
      load: [
        { connections: 1, target: null },
        { connections: 32, target: { of: 'ratio', atLeast: 1 } },
      ],
    },
    options,
  ),
)
