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

/** What has the focus before a dialog takes it; of an item of a menu, which closes, the button of that menu. */
function openerOf(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role=menu]')
  const button = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : element
  return button instanceof HTMLElement ? button : null
}

/** Where what opened the dialog is gone by now, the heading of the page has the focus, as when the page was entered. */
function giveBack(opener: HTMLElement | null): void {
  const { activeElement } = document
  const isLost = activeElement === null || activeElement === document.body || activeElement.closest('[role=dialog]')
  if (!isLost) return
  const isThere = opener !== null && opener !== document.body && opener.isConnected
  const heading = document.querySelector<HTMLElement>('main h1')
  ;(isThere ? opener : heading)?.focus({ preventScroll: !isThere })
}
