'use client'

import { useSyncExternalStore } from 'react'
import { type Formats, formatsIn } from '@/lib/words/formats'
import { useTranslator } from './use-translator'

const UTC = 'UTC'
const never = () => () => {}
let known: string | undefined

/** Asked once: it takes a tenth of a millisecond, and whatever shows an amount or a time asks at each rendering. */
function ownZone(): string {
  known ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return known
}

/** The reader's time zone; UTC until the page has come to life, for the server knows no zone. */
export function useZone(): string {
  return useSyncExternalStore(never, ownZone, () => UTC)
}

/** In the reader's language and time zone. */
export function useFormats(): Formats {
  return formatsIn(useTranslator().locale, useZone())
}
