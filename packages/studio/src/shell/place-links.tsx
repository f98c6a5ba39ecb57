import { NavLink, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useMatchRoute } from '@tanstack/react-router'
import { Fragment, useEffect, useRef } from 'react'
import { sessionQuery } from '../api/queries.ts'
import classes from './place-links.module.css'
import { type Place, placesOfPerson, placesOfSpace } from './places.ts'
import { useSpace } from './use-space.ts'

/** The places of the space, and the person's own. */
export function PlaceLinks() {
  const { space } = useSpace()
  const person = useQuery(sessionQuery).data?.account
  const ofSpace = space === null ? [] : placesOfSpace(space.slug)
  const groups = [...ofSpace, ...placesOfPerson(person?.installation_administrator === true)]
  return groups.map(({ title, places }) => (
    <Fragment key={title}>
      {title !== null && <Text className={classes['label'] ?? ''}>{title}</Text>}
      {places.map((place) => (
        <PlaceLink key={place.label} {...place} />
      ))}
    </Fragment>
  ))
}

function PlaceLink({ label, icon: Icon, link, exact = false }: Place) {
  const isHere = useMatchRoute()({ ...link, fuzzy: !exact }) !== false
  const item = useRef<HTMLAnchorElement>(null)
  // Where the menu is longer than the window, it shows where one is.
  useEffect(() => {
    if (isHere) item.current?.scrollIntoView({ block: 'nearest' })
  }, [isHere])
  return (
    <NavLink
      ref={item}
      className={classes['link'] ?? ''}
      label={label}
      leftSection={<Icon size={18} />}
      renderRoot={(props: Record<string, unknown>) => <Link {...link} activeOptions={{ exact }} {...props} />}
    />
  )
}
