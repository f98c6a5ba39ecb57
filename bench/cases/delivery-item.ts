import { compareDelivery } from '../lib/delivery-case.ts'
import { runCase } from '../lib/run-case.ts'

await runCase((options) =>
  compareDelivery(
    {
      name: 'delivery, one item',
      shape: { entries: 1_000, tokens: 10 },
      path: '/article-500',
      load: [
        { connections: 1, target: null },
        { connections: 32, target: { of: 'ratio', atLeast: 0.7 } },
      ],
    },
    options,
  ),
)
