'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { updateMe } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import type { Locale } from '@/lib/schema/locales'
import type { Me } from '@/lib/schema/session'
import { readWords } from './read-words'
import { useMe } from './use-me'
import { useSpeak } from './use-translator'

/** Goes on in another language, and says so to the reader's account, for their other devices. Throws `ApiError`. */
export function useChooseLocale(): (locale: Locale) => Promise<void> {
  const client = useQueryClient()
  const isSignedIn = useMe() !== null
  const speak = useSpeak()
  return useCallback(
    async (locale) => {
      if (!isSignedIn) return speak(locale)
      // Both or neither: what is told to have failed has changed nothing.
      const [me] = await Promise.all([updateMe({ locale }), readWords(locale)])
      await speak(locale)
      client.setQueryData<Me | null>(keys.me, (before) => before && { ...before, locale: me.locale })
    },
    [client, isSignedIn, speak],
  )
}
