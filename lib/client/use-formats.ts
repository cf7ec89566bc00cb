'use client'

import { useSyncExternalStore } from 'react'
import { type Formats, formatsIn } from '@/lib/words/formats'
import { useTranslator } from './use-translator'

const UTC = 'UTC'
const never = () => () => {}
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** In the reader's language and time zone; in UTC until the page has come to life, for the server knows no zone. */
export function useFormats(): Formats {
  const zone = useSyncExternalStore(never, ownZone, () => UTC)
  return formatsIn(useTranslator().locale, zone)
}
