'use client'

import { useEffect, useState } from 'react'
import { beginPhoneSignIn, finishPhoneSignIn } from '@/lib/client/api/api'
import { nullIfUnreachable } from '@/lib/client/api/api-error'
import type { PhoneSignIn } from '@/lib/schema/session'
import { type Entered, useEntering } from './use-entering'

/** A phone signs whenever its owner is ready, and nothing tells of it. */
const LOOK_MS = 2_000

interface PhoneSignInSteps {
  onEntered: (entered: Entered) => void
  /** It ran out, or something else went wrong. */
  onFailed: (error: unknown) => void
}

/** Lets a phone sign this browser in, as long as it is shown. Null until there is something to scan. */
export function usePhoneSignIn({ onEntered, onFailed }: PhoneSignInSteps): PhoneSignIn | null {
  const enter = useEntering()
  const [begun, setBegun] = useState<PhoneSignIn | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: begun once, whoever is told how it ends
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const pause = () =>
      new Promise((resolve) => {
        timer = setTimeout(resolve, LOOK_MS)
      })

    async function follow(): Promise<void> {
      const phone = await beginPhoneSignIn()
      if (isOver) return
      setBegun(phone)
      while (!isOver) {
        await pause()
        const reply = await finishPhoneSignIn(phone).catch(nullIfUnreachable)
        if (reply === null) continue
        const entered = await enter(reply)
        if (!isOver) onEntered(entered)
        return
      }
    }

    follow().catch((error: unknown) => {
      if (!isOver) onFailed(error)
    })
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [])

  return begun
}
