type Text = readonly [en: string, de: string]

/** A row of the demo shop: prices in euros. */
export interface Product {
  readonly slug: string
  readonly title: Text
  readonly text: Text
  readonly category: 'shirts' | 'trousers' | 'knitwear' | 'outerwear' | 'shoes' | 'accessories'
  readonly price: number
  readonly sizes: readonly string[]
  readonly colour: string
  readonly inStock: boolean
}

const tops = ['s', 'm', 'l', 'xl']
const legs = ['30', '32', '34', '36']
const feet = ['38', '39', '40', '41', '42', '43', '44']
const single = ['one size']

function product(
  slug: string,
  [category, price, sizes, colour, inStock = true]: readonly [
    Product['category'],
    number,
    readonly string[],
    string,
    boolean?,
  ],
  title: Text,
  text: Text,
): Product {
  return { slug, category, price, sizes, colour, inStock, title, text }
}

/** What the shop sells, or will. */
export const products: readonly Product[] = [
  product(
    'linen-shirt',
    ['shirts', 49, tops, 'white'],
    ['Linen shirt', 'Leinenhemd'],
    [
      'A loose shirt for warm days. **Washed once**, so that it stays as it is.',
      'Ein weites Hemd für warme Tage. **Vorgewaschen**, damit es so bleibt.',
    ],
  ),
  product(
    'oxford-shirt',
    ['shirts', 59, tops, 'blue'],
    ['Oxford shirt', 'Oxfordhemd'],
    ['Heavy cotton with a button-down collar.', 'Feste Baumwolle mit geknöpftem Kragen.'],
  ),
  product(
    'striped-tee',
    ['shirts', 24.9, tops, 'navy'],
    ['Striped T-shirt', 'Ringelshirt'],
    ['Stripes that are knitted, not printed.', 'Gestrickte, nicht gedruckte Streifen.'],
  ),
  product(
    'plain-tee',
    ['shirts', 19.9, tops, 'black'],
    ['Plain T-shirt', 'Schlichtes T-Shirt'],
    ['Organic cotton, 180 g/m².', 'Bio-Baumwolle, 180 g/m².'],
  ),
  product(
    'flannel-shirt',
    ['shirts', 54, tops, 'red', false],
    ['Flannel shirt', 'Flanellhemd'],
    ['Brushed on both sides.', 'Beidseitig aufgeraut.'],
  ),
  product(
    'selvedge-jeans',
    ['trousers', 119, legs, 'indigo'],
    ['Selvedge jeans', 'Selvedge-Jeans'],
    [
      'Raw denim, 14 oz. It will be yours after a hundred days.',
      'Ungewaschener Denim, 14 oz. Nach hundert Tagen ist sie deine.',
    ],
  ),
  product(
    'chinos',
    ['trousers', 69, legs, 'sand'],
    ['Chinos', 'Chinohose'],
    ['Straight cut, with a little stretch.', 'Gerader Schnitt, etwas dehnbar.'],
  ),
  product(
    'linen-trousers',
    ['trousers', 79, legs, 'olive'],
    ['Linen trousers', 'Leinenhose'],
    ['With a drawstring that does not show.', 'Mit Kordelzug, der nicht zu sehen ist.'],
  ),
  product(
    'wool-trousers',
    ['trousers', 139, legs, 'grey', false],
    ['Wool trousers', 'Wollhose'],
    ['Pressed pleats, lined to the knee.', 'Mit Bügelfalte, bis zum Knie gefüttert.'],
  ),
  product(
    'shorts',
    ['trousers', 39, legs, 'navy'],
    ['Shorts', 'Kurze Hose'],
    ['Ends above the knee.', 'Endet über dem Knie.'],
  ),
  product(
    'merino-jumper',
    ['knitwear', 89, tops, 'charcoal'],
    ['Merino jumper', 'Merinopullover'],
    ['Fine wool that does not itch.', 'Feine Wolle, die nicht kratzt.'],
  ),
  product(
    'fisherman-jumper',
    ['knitwear', 129, tops, 'ecru'],
    ['Fisherman’s jumper', 'Fischerpullover'],
    ['Knitted in one piece, for weather.', 'In einem Stück gestrickt, für jedes Wetter.'],
  ),
  product(
    'cardigan',
    ['knitwear', 99, tops, 'green'],
    ['Cardigan', 'Strickjacke'],
    ['Five horn buttons, two pockets.', 'Fünf Hornknöpfe, zwei Taschen.'],
  ),
  product(
    'cotton-hoodie',
    ['knitwear', 64, tops, 'grey'],
    ['Cotton hoodie', 'Kapuzenpullover'],
    ['Loop-back cotton, no print.', 'Baumwollfrottee, ohne Aufdruck.'],
  ),
  product(
    'rain-jacket',
    ['outerwear', 149, tops, 'yellow'],
    ['Rain jacket', 'Regenjacke'],
    ['Taped seams; 10,000 mm of water.', 'Verschweißte Nähte; 10.000 mm Wassersäule.'],
  ),
  product(
    'pea-coat',
    ['outerwear', 229, tops, 'navy'],
    ['Pea coat', 'Cabanjacke'],
    ['Heavy wool, double-breasted.', 'Schwere Wolle, zweireihig.'],
  ),
  product(
    'down-vest',
    ['outerwear', 109, tops, 'orange', false],
    ['Down vest', 'Daunenweste'],
    ['Packs into its own pocket.', 'Passt in die eigene Tasche.'],
  ),
  product(
    'denim-jacket',
    ['outerwear', 99, tops, 'indigo'],
    ['Denim jacket', 'Jeansjacke'],
    ['The short one, with metal buttons.', 'Die kurze, mit Metallknöpfen.'],
  ),
  product(
    'canvas-sneakers',
    ['shoes', 59, feet, 'white'],
    ['Canvas sneakers', 'Leinenschuhe'],
    ['Vulcanised rubber, cotton laces.', 'Vulkanisierter Gummi, Schnürsenkel aus Baumwolle.'],
  ),
  product(
    'leather-boots',
    ['shoes', 189, feet, 'brown'],
    ['Leather boots', 'Lederstiefel'],
    ['Welted, so that they can be resoled.', 'Rahmengenäht und neu besohlbar.'],
  ),
  product(
    'sandals',
    ['shoes', 69, feet, 'tan', false],
    ['Sandals', 'Sandalen'],
    ['Two straps and a cork bed.', 'Zwei Riemen und ein Fußbett aus Kork.'],
  ),
  product(
    'wool-cap',
    ['accessories', 29, single, 'black'],
    ['Wool cap', 'Wollmütze'],
    ['Ribbed, and long enough to fold.', 'Gerippt und lang genug zum Umschlagen.'],
  ),
  product(
    'silk-scarf',
    ['accessories', 44, single, 'burgundy'],
    ['Silk scarf', 'Seidentuch'],
    ['Hand-rolled edges, 70 by 70 cm.', 'Handrollierte Kanten, 70 mal 70 cm.'],
  ),
  product(
    'leather-belt',
    ['accessories', 39, single, 'brown'],
    ['Leather belt', 'Ledergürtel'],
    ['One layer, cut to length.', 'Einlagig, zum Kürzen.'],
  ),
]

/** Products that are not out yet: drafts, which no site may see. */
export const drafts: ReadonlySet<string> = new Set(['pea-coat', 'silk-scarf', 'shorts'])

/** Prices that were changed after publishing: sites show the old one until somebody publishes again. */
export const repriced: ReadonlyMap<string, number> = new Map([
  ['rain-jacket', 119],
  ['chinos', 59],
])

export const categories: readonly { readonly slug: Product['category']; readonly name: Text }[] = [
  { slug: 'shirts', name: ['Shirts', 'Hemden'] },
  { slug: 'trousers', name: ['Trousers', 'Hosen'] },
  { slug: 'knitwear', name: ['Knitwear', 'Strick'] },
  { slug: 'outerwear', name: ['Outerwear', 'Jacken'] },
  { slug: 'shoes', name: ['Shoes', 'Schuhe'] },
  { slug: 'accessories', name: ['Accessories', 'Zubehör'] },
]
