import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  type FocusEvent,
  type KeyboardEvent,
  type RefCallback,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'

/** A thing of a list that is there now. */
export interface WindowedItem {
  readonly index: number
  /** In pixels: the lines that are not there between this one and the last one that is. */
  readonly gap: number
  /** Of its element. */
  readonly props: {
    readonly 'data-item': number
    readonly 'data-index'?: number
    readonly ref?: RefCallback<HTMLElement>
  }
}

export interface Windowed<Frame extends HTMLElement> {
  readonly items: readonly WindowedItem[]
  /** In pixels: the lines behind the last item. */
  readonly rest: number
  /** Of the element around the items. */
  readonly frame: {
    readonly ref: RefObject<Frame | null>
    readonly onKeyDown: (event: KeyboardEvent) => void
    readonly onFocus: (event: FocusEvent) => void
    readonly onBlur: (event: FocusEvent) => void
  }
}

interface WindowedOptions {
  readonly count: number
  /** How many stand beside each other. */
  readonly perLine?: number
  /** Pixels that a line takes, as long as it was not there to be measured. */
  readonly lineHeight: number
  /** Told what is there, whenever that changes. */
  readonly onLook?: ((from: number, to: number) => void) | undefined
}

/** Beside what is seen, on either side. */
const linesBeside = 8
/** Of a screen that `PageDown` leads on by. */
const linesOfPage = 10
/** What stays free above, for headings that stick there. */
const headPixels = 64
const controls = 'a, button, input'

/** Where somebody is led to by a key: to which item, and which of its controls. */
interface Wanted {
  readonly item: number
  readonly control: number
}

/**
 * A list of any length, of which only what is seen is in the page. What has the focus stays there wherever it is scrolled
 * to; arrows, `PageUp`, `PageDown`, `Home` and `End` lead from item to item.
 */
export function useWindowed<Frame extends HTMLElement>(options: WindowedOptions): Windowed<Frame> {
  const { count, perLine = 1, lineHeight, onLook } = options
  const frame = useRef<Frame>(null)
  const [top, setTop] = useState(0)
  const held = useRef<number | null>(null)
  const [wanted, want] = useState<Wanted | null>(null)
  const lineOf = (item: number) => Math.floor(item / perLine)
  const kept = () => [held.current, wanted?.item ?? null].flatMap((item) => (item === null ? [] : [lineOf(item)]))
  const lines = useWindowVirtualizer<HTMLElement>({
    count: Math.ceil(count / perLine),
    estimateSize: () => lineHeight,
    overscan: linesBeside,
    scrollMargin: top,
    scrollPaddingStart: headPixels,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...kept()])]
        .filter((line) => line < range.count)
        .toSorted((a, b) => a - b),
    useFlushSync: false,
  })
  // What stands above may grow with any render. Looked at when the frame is painted, and not before: until then the browser
  // may still move the page to keep what is read in its place, and the two would chase each other.
  useEffect(() => {
    const painted = requestAnimationFrame(() => {
      if (frame.current === null) return
      const measured = Math.round(frame.current.getBoundingClientRect().top + scrollY)
      setTop((before) => (Math.abs(measured - before) > 1 ? measured : before))
    })
    return () => cancelAnimationFrame(painted)
  })
  const { startIndex = 0, endIndex = 0 } = lines.range ?? {}
  useEffect(() => {
    onLook?.(startIndex * perLine, Math.min(count, (endIndex + 1) * perLine) - 1)
  }, [onLook, startIndex, endIndex, perLine, count])
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- looked for until it is there.
  useEffect(() => {
    if (wanted === null) return
    const found = frame.current?.querySelector(`[data-item="${wanted.item}"]`)?.querySelectorAll<HTMLElement>(controls)
    const control = found?.[Math.min(wanted.control, found.length - 1)]
    // Still on its way from the server: looked for again when it is shown.
    if (control === undefined) return
    control.focus({ preventScroll: true })
    want(null)
  })

  const shown = lines.getVirtualItems()
  const items = shown.flatMap(({ index: line, start }, place): WindowedItem[] => {
    const before = shown[place - 1]?.end ?? top
    const first = line * perLine
    return Array.from({ length: Math.min(perLine, count - first) }, (_, column) => ({
      index: first + column,
      gap: column === 0 ? Math.max(0, start - before) : 0,
      props: {
        'data-item': first + column,
        ...(column === 0 && { 'data-index': line, ref: lines.measureElement }),
      },
    }))
  })
  return {
    items,
    rest: Math.max(0, lines.getTotalSize() + top - (shown.at(-1)?.end ?? top)),
    frame: {
      ref: frame,
      onKeyDown: (event) => {
        const at = placeOf(event.target)
        const step = stepOf(event, perLine)
        if (at === null || step === null) return
        event.preventDefault()
        const item = Math.max(0, Math.min(count - 1, at.item + step))
        lines.scrollToIndex(lineOf(item))
        want({ item, control: at.control })
      },
      onFocus: ({ target }) => {
        held.current = itemAround(target)
      },
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return
        held.current = null
        want(null)
      },
    },
  }
}

/** By how many items a key leads on; null where it belongs to something else. */
function stepOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent, perLine: number): number | null {
  if (altKey || ctrlKey || metaKey || shiftKey) return null
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: perLine,
    ArrowUp: -perLine,
    PageDown: perLine * linesOfPage,
    PageUp: -perLine * linesOfPage,
    Home: -Infinity,
    End: Infinity,
    ...(perLine > 1 && { ArrowRight: 1, ArrowLeft: -1 }),
  }
  return steps[key] ?? null
}

/** Where the focus is; null in what is written in, whose keys are its own. */
function placeOf(target: EventTarget): Wanted | null {
  if (!(target instanceof HTMLElement)) return null
  if (!target.matches('a, button, input[type=checkbox]')) return null
  const item = itemAround(target)
  if (item === null) return null
  const around = target.closest('[data-item]')?.querySelectorAll(controls) ?? []
  return { item, control: Math.max(0, [...around].indexOf(target)) }
}

function itemAround(target: Element): number | null {
  const item = target.closest('[data-item]')?.getAttribute('data-item') ?? null
  return item === null ? null : Number(item)
}
