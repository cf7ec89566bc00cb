import { Check } from 'lucide-react'
import { countOf } from '@/components/ui/count'
import { longDay } from '@/components/ui/dates'
import type { PurchaseSubject as Subject } from './purchase-view'

/** The question the dialog asks, as its title. */
export function purchaseTitle(subject: Subject): string {
  switch (subject.kind) {
    case 'post':
      return 'Unlock this post'
    case 'subscription':
      return { new: 'Join', renew: 'Stay in', upgrade: 'Move up to' }[subject.mode].concat(
        ` ${subject.tierName}`,
      )
    case 'tip':
      return `Tip ${subject.creatorName}`
  }
}

/** What the money opens, in words and, for a post, in its veiled picture. */
export function PurchaseSubject({ subject }: { subject: Subject }) {
  switch (subject.kind) {
    case 'post':
      return <PostSubject subject={subject} />
    case 'subscription':
      return <SubscriptionSubject subject={subject} />
    case 'tip':
      return <p className="text-muted text-sm">All of it goes to {subject.creatorName}.</p>
  }
}

function PostSubject({ subject }: { subject: Extract<Subject, { kind: 'post' }> }) {
  const { media, title, creatorName } = subject
  return (
    <div className="flex items-center gap-4">
      {media[0] && (
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
        <p className="line-clamp-2 break-words font-semibold leading-snug">{title}</p>
        <p className="mt-1 text-muted text-sm">
          {media.length > 0 && `${countOf(media.length, 'image')} and `}
          {media.length > 0 ? 'the full text' : 'The full text'} by {creatorName}. Yours for good.
        </p>
      </div>
    </div>
  )
}

function SubscriptionSubject({ subject }: { subject: Extract<Subject, { kind: 'subscription' }> }) {
  const { benefits, creatorName, mode, running } = subject
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="text-muted">
        {mode === 'renew' && running
          ? `30 days more, counted from ${longDay(running.periodEnd)}.`
          : `30 days with ${creatorName}, starting now.`}{' '}
        It ends by itself; nothing is charged again.
      </p>
      <ul className="flex flex-col gap-2">
        {benefits.map((benefit) => (
          <li key={benefit} className="flex gap-2.5">
            <Check
              className="mt-[0.1875rem] size-4 shrink-0 text-accent-ink"
              strokeWidth={2.4}
              aria-hidden="true"
            />
            {benefit}
          </li>
        ))}
      </ul>
    </div>
  )
}
