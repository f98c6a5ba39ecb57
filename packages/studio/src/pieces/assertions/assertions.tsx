import { Text } from '@mantine/core'
import IconPin from '@tabler/icons-react/icons/IconPin'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useMay } from '../../api/use-may.ts'
import { PermitButton } from '../permit-button.tsx'
import { ProblemAlert } from '../problem-alert.tsx'
import { RowCards } from '../row-card.tsx'
import { Section } from '../section.tsx'
import { t } from '../../words/words.ts'
import { type Asserted, assertionsQuery } from './asserted.ts'
import { AssertionCard } from './assertion-card.tsx'
import { PinForm } from './pin-form.tsx'

/** Where a page shows its assertions. */
export const assertionsHash = 'assertions'

/** What no change of a token or a role may make false: whether it holds, and the ways to pin and to take off. */
export function Assertions({ asserted }: { readonly asserted: Asserted }) {
  const { is, id, space } = asserted
  const list = useQuery(assertionsQuery(asserted))
  const may = useMay(space, { update: { action: `${is}s.update`, resource: `${is}s:${id}` } })
  const [pinning, setPinning] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const place = usePlace(list.isFetched)
  const close = () => {
    setPinning(false)
    // The button is there again once this has been drawn.
    setTimeout(() => opener.current?.focus())
  }
  return (
    // Below the header of a phone, when it is scrolled to.
    <div id={assertionsHash} ref={place} tabIndex={-1} style={{ scrollMarginTop: 72 }}>
      <Section title={t('assertions.title')} lead={t('assertions.lead')}>
        <ProblemAlert error={list.error} />
        {list.data?.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('assertions.none')}
          </Text>
        )}
        <RowCards label={t('assertions.title')}>
          {(list.data ?? []).map((assertion) => (
            <AssertionCard key={assertion.id} assertion={assertion} asserted={asserted} permit={may('update')} />
          ))}
        </RowCards>
        {pinning ? (
          <PinForm asserted={asserted} onClose={close} />
        ) : (
          <PermitButton
            ref={opener}
            permit={may('update')}
            variant="default"
            w="fit-content"
            leftSection={<IconPin size={18} aria-hidden />}
            onClick={() => setPinning(true)}
          >
            {t('assertions.pin')}
          </PermitButton>
        )}
      </Section>
    </div>
  )
}

/** Takes whoever has followed a link to the assertions there, once they are told. */
function usePlace(told: boolean) {
  const place = useRef<HTMLDivElement>(null)
  // Each time that a link is followed it is another one, to the same place too.
  const location = useLocation()
  useEffect(() => {
    if (!told || location.hash !== assertionsHash) return
    place.current?.scrollIntoView({ block: 'start' })
    place.current?.focus({ preventScroll: true })
  }, [told, location])
  return place
}
