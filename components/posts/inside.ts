import type { MediaKind } from '@/lib/schema/media'
import type { Translator } from '@/lib/words/translator'

/** What there is in a post, in words: `A film, 2 images and the full text`. `count`: writes a number. */
export function insideInWords(
  t: Translator,
  count: (number: number) => string,
  media: readonly { kind: MediaKind }[],
): string {
  const part = (kind: MediaKind) => {
    const number = media.filter((one) => one.kind === kind).length
    return number === 0 ? [] : [t(`inside.${kind}`, { count: number, shown: count(number) })]
  }
  const parts = [...part('video'), ...part('audio'), ...part('image'), t('inside.text')]
  const list = new Intl.ListFormat(t.locale).format(parts)
  return list.charAt(0).toLocaleUpperCase(t.locale) + list.slice(1)
}
