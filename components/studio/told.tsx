'use client'

import { useFormats } from '@/lib/client/use-formats'
import { useOwnCreator } from '@/lib/client/use-own-creator'
import { useTranslator } from '@/lib/client/use-translator'

/** Who hears of it when it is out. */
export function Told() {
  const t = useTranslator()
  const formats = useFormats()
  const { data: creator } = useOwnCreator()
  if (!creator) return null
  const { followersCount: followers, subscribersCount: members } = creator
  return (
    <p className="text-muted text-sm">
      {followers + members === 0
        ? t('studio.told.nobody')
        : t('studio.told', { followers: formats.count(followers), members: formats.count(members) })}
    </p>
  )
}
