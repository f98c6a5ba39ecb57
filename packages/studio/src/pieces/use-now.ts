import { useEffect, useState } from 'react'

/** The present moment, in UTC milliseconds, as fresh as what is told in minutes needs it. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
