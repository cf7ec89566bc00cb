'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { updateMe } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import type { Locale } from '@/lib/schema/locales'
import type { Me } from '@/lib/schema/session'
import { useMe } from './use-me'
import { useSpeak } from './use-translator'

/** Goes on in another language: here at once, on the reader's other devices by their account. Throws `ApiError`. */
export function useChooseLocale(): (locale: Locale) => Promise<void> {
  const client = useQueryClient()
  const isSignedIn = useMe() !== null
  const speak = useSpeak()
  return useCallback(
    async (locale) => {
      await speak(locale)
      if (!isSignedIn) return
      const me = await updateMe({ locale })
      client.setQueryData<Me | null>(keys.me, (before) => before && { ...before, locale: me.locale })
    },
    [client, isSignedIn, speak],
  )
}
