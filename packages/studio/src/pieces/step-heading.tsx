import { Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import classes from './step-heading.module.css'

interface StepHeadingProps {
  /** Of the step, unlike that of each other one. */
  readonly name: string
  readonly children: string
}

/** What the step that is shown is called. When another one is entered, it is brought into sight and has the focus. */
export function StepHeading({ name, children }: StepHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(name)
  useEffect(() => {
    // The first step is entered with its page, whose own heading has the focus.
    if (shown.current === name) return
    shown.current = name
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'nearest' })
  }, [name])
  return (
    <Title order={2} size="h4" ref={heading} tabIndex={-1} className={classes['heading'] ?? ''}>
      {children}
    </Title>
  )
}
