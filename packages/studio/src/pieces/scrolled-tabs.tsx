import { Tabs, type TabsProps } from '@mantine/core'
import { useEffect, useRef } from 'react'
import classes from './scrolled-tabs.module.css'

/** Tabs in one line that is scrolled where it is too long; the chosen one is always in sight. */
export function ScrolledTabs(props: Omit<TabsProps, 'className' | 'ref'>) {
  const tabs = useRef<HTMLDivElement>(null)
  const { value } = props
  useEffect(() => {
    if (value === null) return
    // Sideways alone: the page stays where it is.
    const chosen = tabs.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')
    const list = chosen?.parentElement
    if (!chosen || !list) return
    list.scrollLeft = chosen.offsetLeft - (list.clientWidth - chosen.clientWidth) / 2
  }, [value])
  return <Tabs {...props} ref={tabs} className={classes['tabs'] ?? ''} />
}
