import { Isolated } from '@/components/ui/isolated'
import { isolate } from '@/lib/characters'
import { useTranslator } from '@/lib/client/use-translator'

interface WelcomeProps {
  creator: { displayName: string }
  text: string
}

/** What a creator says to who has become a member, in their own words. */
export function Welcome({ creator, text }: WelcomeProps) {
  const t = useTranslator()
  return (
    <figure className="mb-6 max-w-prose rounded-lg border border-line bg-surface p-5 text-left">
      <blockquote>
        <p dir="auto" className="whitespace-pre-line break-words">
          {text}
        </p>
      </blockquote>
      <figcaption className="mt-2 text-muted text-sm">
        <Isolated text={t('creator.welcome.from', { name: isolate(creator.displayName) })} />
      </figcaption>
    </figure>
  )
}
