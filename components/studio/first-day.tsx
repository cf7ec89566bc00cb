'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { browserMemory } from '@/lib/client/storage'
import { useOwnCreator } from '@/lib/client/use-own-creator'
import { useTranslator } from '@/lib/client/use-translator'
import type { CreatorProfile } from '@/lib/schema/creators'

/** That its owner wants to see no list of steps any more, in this browser. */
const PUT_OFF = 'fonana.first-day-over'

/** What a page is still without on its first day; nothing once it has it all. */
export function FirstDay() {
  const t = useTranslator()
  const { data: creator } = useOwnCreator()
  const [isOver, setIsOver] = useState(() => browserMemory.get(PUT_OFF) !== null)
  const steps = creator ? stepsOf(creator) : []
  const done = steps.filter(({ isDone }) => isDone).length
  if (isOver || done === steps.length) return null

  function putOff() {
    browserMemory.set(PUT_OFF, '1')
    setIsOver(true)
  }

  return (
    <section aria-labelledby="first-day" className="rounded-lg border border-line bg-surface p-5 sm:p-6">
      <div className="mb-4 flex items-start justify-between gap-3">
        <div>
          <h2 id="first-day" className="font-semibold text-lg">
            {t('firstDay.title')}
          </h2>
          <p className="mt-0.5 text-muted text-sm">
            {t('firstDay.count', { done: String(done), all: String(steps.length) })}
          </p>
        </div>
        <Button variant="quiet" size="sm" onClick={putOff}>
          {t('firstDay.hide')}
        </Button>
      </div>
      <ul className="flex flex-col gap-1">
        {steps.map(({ words, href, isDone }) => (
          <li key={words}>
            <Link
              href={href}
              className="-mx-2 flex min-h-11 items-center gap-3 rounded-md px-2 text-sm transition-colors hover:bg-hover"
            >
              <span
                className={cx(
                  'inline-flex size-5 shrink-0 items-center justify-center rounded-full border',
                  isDone ? 'border-accent bg-accent text-on-accent' : 'border-line',
                )}
              >
                {isDone && <Icon name="check" className="size-3" strokeWidth={3} />}
              </span>
              <span className={cx('flex-1', isDone && 'text-muted')}>{t(words)}</span>
              {isDone ? (
                <span className="sr-only">{t('ui.done')}</span>
              ) : (
                <Icon name="chevron-right" className="size-4 text-muted" />
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function stepsOf({ avatarId, coverId, bio, tiers, postsCount }: CreatorProfile) {
  return [
    { words: 'firstDay.portrait', href: '/studio/page', isDone: avatarId !== null },
    { words: 'firstDay.words', href: '/studio/page', isDone: bio !== '' && coverId !== null },
    { words: 'firstDay.tiers', href: '/studio/tiers', isDone: tiers.some(({ enabled }) => enabled) },
    { words: 'firstDay.post', href: '/studio/new', isDone: postsCount > 0 },
  ] as const
}
