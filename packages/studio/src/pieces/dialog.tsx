import { Modal, type ModalProps } from '@mantine/core'
import { useEffect, useRef } from 'react'

/** A dialog, which gives the focus back to what opened it, also where it is taken out of the page while open. */
export function Dialog({ opened, ...rest }: ModalProps) {
  const opener = useRef<HTMLElement | null>(null)
  useEffect(() => {
    if (!opened) return undefined
    opener.current = openerOf(document.activeElement)
    return () => void setTimeout(() => giveBack(opener.current))
  }, [opened])
  return <Modal opened={opened} returnFocus={false} {...rest} />
}

/** What had the focus last, menus left out: their items are gone once one of them was chosen. */
let lastFocused: HTMLElement | null = null
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest('[role=menu], [role=dialog]')) lastFocused = target
})

/** What has the focus before a dialog takes it; of an item of a menu, the button of that menu. */
function openerOf(element: Element | null): HTMLElement | null {
  const isGone = element === null || element === document.body || element.closest('[role=menu]')
  return !isGone && element instanceof HTMLElement ? element : lastFocused
}

/** Where what opened the dialog is gone by now, the heading of the page has the focus, as when the page was entered. */
function giveBack(opener: HTMLElement | null): void {
  const { activeElement } = document
  const isLost = activeElement === null || activeElement === document.body || activeElement.closest('[role=dialog]')
  if (!isLost) return
  const isThere = opener?.isConnected === true
  const heading = document.querySelector<HTMLElement>('main h1')
  ;(isThere ? opener : heading)?.focus({ preventScroll: !isThere })
}
