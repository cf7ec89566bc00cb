'use client'

import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { CreatorCard } from '@/components/creators/creator-card'
import { FollowButton } from '@/components/creators/follow-button'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { updateMe } from '@/lib/client/api/api'
import { adoptSession } from '@/lib/client/cache/session-cache'
import { creatorQuery, suggestionsQuery } from '@/lib/client/queries/creators'
import { useFollow } from '@/lib/client/use-follow'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useRealtimeContext } from '@/lib/client/use-realtime'
import { useTranslator } from '@/lib/client/use-translator'
import type { CreatorCard as Creator } from '@/lib/schema/creators'
import type { Me } from '@/lib/schema/session'
import { NameForm } from './name-form'

/**
 * Above the feed of who is here for the first time: a name, then a few creators to follow. In nobody's way, as who came to
 * buy something is on another page; done or put off once, it is over, on all devices.
 */
export function FirstSteps({ me }: { me: Me }) {
  const t = useTranslator()
  const toast = useToast()
  const wordError = useProblemWords()
  const { refresher } = useRealtimeContext()
  const found = useInfiniteQuery(suggestionsQuery()).data?.pages[0]?.items ?? []
  const creators = found.filter(({ id }) => id !== me.id)
  const [isNamed, setIsNamed] = useState(me.displayName !== null)
  const { mutate: end, isPending } = useMutation({
    mutationFn: () => updateMe({ welcomed: true }),
    onSuccess: (saved) => adoptSession(refresher, saved),
    onError: (error) => toast({ tone: 'danger', title: t('firstSteps.notKept'), body: wordError(error) }),
  })

  // The button that was pressed is gone with its step.
  const heading = useRef<HTMLHeadingElement>(null)
  const wasNamed = useRef(isNamed)
  useEffect(() => {
    if (isNamed && !wasNamed.current) heading.current?.focus()
    wasNamed.current = isNamed
  }, [isNamed])

  const goOn = () => (creators.length === 0 ? end() : setIsNamed(true))
  // Somebody with a name, on a site without creators: nothing is left to do.
  if (isNamed && creators.length === 0) return null
  return (
    <section
      aria-labelledby="first-steps"
      className="mb-8 rounded-lg border border-line bg-surface p-5 sm:p-6"
    >
      <h2 ref={heading} id="first-steps" tabIndex={-1} className="mb-4 font-semibold text-lg outline-none">
        {isNamed ? t('firstSteps.follow') : t('firstSteps.name')}
      </h2>
      {isNamed ? (
        <>
          <p className="-mt-2 mb-5 text-muted text-sm">{t('firstSteps.follow.text')}</p>
          <ul className="flex flex-col gap-4">
            {creators.map((creator) => (
              <li key={creator.id}>
                <Suggestion creator={creator} />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <NameForm me={me} onSaved={goOn} />
      )}
      {isNamed ? (
        <div className="mt-5 flex justify-end border-line border-t pt-4">
          <Button variant="primary" loading={isPending} onClick={() => end()}>
            {t('firstSteps.done')}
          </Button>
        </div>
      ) : (
        <div className="mt-2">
          <Button variant="quiet" full loading={isPending} onClick={goOn}>
            {t('firstSteps.skip')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Suggestion({ creator }: { creator: Creator }) {
  const t = useTranslator()
  const toast = useToast()
  const wordError = useProblemWords()
  const { data: profile } = useQuery(creatorQuery(creator.handle))
  const { toggle, pending } = useFollow(creator, (error) =>
    toast({ tone: 'danger', title: t('creator.notDone'), body: wordError(error) }),
  )
  return (
    <CreatorCard
      creator={creator}
      look="row"
      action={
        <FollowButton
          size="sm"
          following={profile?.following ?? false}
          name={creator.displayName}
          pending={pending}
          onToggle={toggle}
        />
      }
    />
  )
}
