'use client'

import { insideInWords } from '@/components/posts/inside'
import { Icon } from '@/components/ui/icon'
import { Isolated } from '@/components/ui/isolated'
import { isolate } from '@/lib/characters'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { PurchaseSubject as Subject } from './purchase-view'

/** What the money opens, in words and, for a post, in its veiled picture. */
export function PurchaseSubject({ subject }: { subject: Subject }) {
  switch (subject.kind) {
    case 'post':
      return <PostSubject subject={subject} />
    case 'subscription':
      return <SubscriptionSubject subject={subject} />
    case 'tip':
      return <TipSubject subject={subject} />
  }
}

function TipSubject({ subject }: { subject: Extract<Subject, { kind: 'tip' }> }) {
  const t = useTranslator()
  return (
    <p className="text-muted text-sm">
      <Isolated text={t('buy.subject.tip', { name: isolate(subject.creatorName) })} />
    </p>
  )
}

function PostSubject({ subject }: { subject: Extract<Subject, { kind: 'post' }> }) {
  const { media, title, creatorName } = subject
  const t = useTranslator()
  const { count } = useFormats()
  const name = isolate(creatorName)
  return (
    <div className="flex items-center gap-4">
      {media[0]?.preview && (
        <span className="size-20 shrink-0 overflow-hidden rounded-md bg-hover">
          <img
            src={media[0].preview}
            alt=""
            width={80}
            height={80}
            className="size-full scale-110 object-cover"
          />
        </span>
      )}
      <div className="min-w-0">
        <p className="line-clamp-2 font-semibold leading-snug">{title}</p>
        <p className="mt-1 text-muted text-sm">
          <Isolated text={t('buy.subject.post', { parts: insideInWords(t, count, subject), name })} />
        </p>
      </div>
    </div>
  )
}

function SubscriptionSubject({ subject }: { subject: Extract<Subject, { kind: 'subscription' }> }) {
  const { benefits, creatorName, mode, running } = subject
  const t = useTranslator()
  const { day } = useFormats()
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="text-muted">
        <Isolated
          text={
            mode === 'renew' && running
              ? t('buy.subject.renew', { day: day(running.periodEnd) })
              : t('buy.subject.new', { name: isolate(creatorName) })
          }
        />
      </p>
      <ul className="flex flex-col gap-2">
        {benefits.map((benefit) => (
          <li key={benefit} className="flex gap-2.5">
            <Icon name="check" className="mt-[0.1875rem] size-4 shrink-0 text-accent-ink" strokeWidth={2.4} />
            <span className="min-w-0">{benefit}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
