import type { Request } from '@latchkey/client/operations'

type NewContentType = NonNullable<Request<'content-types.create'>['body']>

/** The types of the demo shop, in an order in which each finds those that it refers to. */
export const contentTypes: readonly NewContentType[] = [
  {
    slug: 'categories',
    name: 'Categories',
    fields: [
      { id: 'name', name: 'Name', type: 'text', localized: true, required: true },
      { id: 'position', name: 'Position', type: 'number', filterable: true, validation: { integer: true, minimum: 1 } },
    ],
  },
  {
    slug: 'products',
    name: 'Products',
    fields: [
      { id: 'name', name: 'Name', type: 'text', localized: true, required: true, filterable: true },
      { id: 'description', name: 'Description', type: 'markdown', localized: true },
      {
        id: 'price',
        name: 'Price in euros',
        type: 'number',
        required: true,
        filterable: true,
        validation: { minimum: 0 },
      },
      { id: 'category', name: 'Category', type: 'reference', types: ['categories'], filterable: true },
      { id: 'sizes', name: 'Sizes', type: 'list', items: 'text' },
      { id: 'colour', name: 'Colour', type: 'text', filterable: true },
      { id: 'image', name: 'Image', type: 'text', validation: { pattern: '^https://' } },
      { id: 'in_stock', name: 'In stock', type: 'boolean', filterable: true },
    ],
  },
  {
    slug: 'campaigns',
    name: 'Campaigns',
    fields: [
      { id: 'title', name: 'Title', type: 'text', localized: true, required: true },
      { id: 'starts', name: 'Starts', type: 'date', filterable: true },
      { id: 'discount_percent', name: 'Discount in percent', type: 'number', validation: { minimum: 0, maximum: 100 } },
    ],
  },
]
