'use client'

import { Isolated } from '@/components/ui/isolated'
import { isolate } from '@/lib/characters'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { CreatorProfile } from '@/lib/schema/creators'
import { CreatorBio } from './creator-bio'

/** Who they are, in their own words, and since when they are here. */
export function CreatorAbout({ creator }: { creator: CreatorProfile }) {
  const t = useTranslator()
  const { day, whole } = useFormats()
  const facts = [
    [t('creator.about.since'), day(creator.createdAt)],
    [t('creator.posts'), whole(BigInt(creator.postsCount))],
    [t('creator.about.followers'), whole(BigInt(creator.followersCount))],
    [t('creator.about.subscribers'), whole(BigInt(creator.subscribersCount))],
  ] as const
  return (
    <div className="flex flex-col gap-8">
      {creator.bio ? (
        <CreatorBio text={creator.bio} />
      ) : (
        <p className="text-muted">
          <Isolated text={t('creator.about.none', { name: isolate(creator.displayName) })} />
        </p>
      )}
      <dl className="grid max-w-md grid-cols-[auto_1fr] gap-x-8 gap-y-2.5 text-sm">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-sm">
        <a
          href={`/feeds/${creator.handle}.xml`}
          className="underline decoration-accent decoration-2 underline-offset-4"
        >
          {t('creator.about.feed')}
        </a>
      </p>
    </div>
  )
}
