import type { MediaKind } from '@/lib/schema/media'
import type { Translator } from '@/lib/words/translator'

/**
 * What there is in a post, in words: `A film, 2 images and the full text`. `count`: writes a number. A post without a text may
 * have nothing yet that is ready to be shown.
 */
export function insideInWords(
  t: Translator,
  count: (number: number) => string,
  { media, hasText = true }: { media: readonly { kind: MediaKind }[]; hasText?: boolean | undefined },
): string {
  const part = (kind: MediaKind) => {
    const number = media.filter((one) => one.kind === kind).length
    return number === 0 ? [] : [t(`inside.${kind}`, { count: number, shown: count(number) })]
  }
  const shown = [...part('video'), ...part('audio'), ...part('image')]
  const rest = hasText ? [t('inside.text')] : shown.length === 0 ? [t('inside.later')] : []
  const parts = [...shown, ...rest]
  const list = new Intl.ListFormat(t.locale).format(parts)
  return list.charAt(0).toLocaleUpperCase(t.locale) + list.slice(1)
}
