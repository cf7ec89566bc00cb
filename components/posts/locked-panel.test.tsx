import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { TranslatorProvider } from '@/lib/client/use-translator'
import type { Locale } from '@/lib/schema/locales'
import type { PostCard } from '@/lib/schema/posts'
import type { Tier } from '@/lib/schema/tiers'
import { translatorIn } from '@/lib/words/dictionaries'
import { LockedPanel } from './locked-panel'

const image = { id: 'x', kind: 'image', width: 4, height: 3, preview: '/x', placeholder: null } as const
const author = { id: 'a', handle: 'ann', displayName: 'Ann', avatarId: null }
const tier = { tier: 'basic', name: 'Bench', priceLamports: 20_000_000n } as Tier
const ended = { tier: 'basic', tierName: 'Bench', endedAt: '2026-03-01T09:05:00.000Z' } as const
const nothing = () => {}

interface Shown {
  priceLamports?: bigint
  minTier?: 'basic'
  images?: number
  others?: readonly ('video' | 'audio')[]
  hasText?: boolean
  hasEnded?: boolean
}

/** What stands in the panel, as it is read; names that are isolated in angle brackets. */
function read(
  locale: Locale,
  { priceLamports, minTier, images = 0, others = [], hasText, hasEnded }: Shown,
): string[] {
  const post = {
    author,
    priceLamports: priceLamports ?? null,
    minTier: minTier ?? null,
    tierName: null,
    hasText,
    media: [...Array.from({ length: images }, () => image), ...others.map((kind) => ({ ...image, kind }))],
  } as unknown as PostCard
  const html = renderToStaticMarkup(
    <TranslatorProvider value={translatorIn(locale)}>
      <LockedPanel
        post={post}
        tier={minTier ? tier : null}
        ended={hasEnded ? ended : undefined}
        onBuy={nothing}
        onSubscribe={nothing}
        place="on-image"
      />
    </TranslatorProvider>,
  )
  return html
    .replace(/<(?:p|button)\b[^>]*>/g, '\n')
    .replace(/<bdi>(.*?)<\/bdi>/g, '⟨$1⟩')
    .replace(/<[^>]+>/g, '')
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .slice(1)
}

const PRICE = 50_000_000n

it.each<[what: string, Shown, en: string[], ru: string[]]>([
  [
    'a price, with film and sound',
    { priceLamports: PRICE, images: 2, others: ['video', 'audio', 'audio'] },
    [
      '0.05 SOL',
      'A film, 2 recordings, 2 images, and the full text, yours for good unless paid back in full',
      'Unlock for 0.05 SOL',
    ],
    [
      '0,05 SOL',
      'Видео, 2 аудио, 2 картинки и весь текст — навсегда, если автор не вернёт всю цену',
      'Открыть за 0,05 SOL',
    ],
  ],
  [
    'a tier, with a film',
    { minTier: 'basic', others: ['video'] },
    [
      'For ⟨Bench⟩ members',
      'A film and the full text, and everything else in it: 0.02 SOL for 30 days',
      'Join ⟨Bench⟩',
    ],
    [
      'По подписке «⟨Bench⟩»',
      'Видео и весь текст, а также всё остальное на этом уровне: 0,02 SOL за 30 дней',
      'Оформить «⟨Bench⟩»',
    ],
  ],
  [
    'a price, with pictures alone',
    { priceLamports: PRICE, images: 2, hasText: false },
    ['0.05 SOL', '2 images, yours for good unless paid back in full', 'Unlock for 0.05 SOL'],
    ['0,05 SOL', '2 картинки — навсегда, если автор не вернёт всю цену', 'Открыть за 0,05 SOL'],
  ],
  [
    'a price, with a film that is not ready',
    { priceLamports: PRICE, hasText: false },
    [
      '0.05 SOL',
      'What is still being made ready, yours for good unless paid back in full',
      'Unlock for 0.05 SOL',
    ],
    [
      '0,05 SOL',
      'То, что ещё готовится к показу — навсегда, если автор не вернёт всю цену',
      'Открыть за 0,05 SOL',
    ],
  ],
  [
    'a price',
    { priceLamports: PRICE },
    ['0.05 SOL', 'The full text, yours for good unless paid back in full', 'Unlock for 0.05 SOL'],
    ['0,05 SOL', 'Весь текст — навсегда, если автор не вернёт всю цену', 'Открыть за 0,05 SOL'],
  ],
  [
    'a price or a tier',
    { priceLamports: PRICE, minTier: 'basic', images: 2 },
    [
      '0.05 SOL or with ⟨Bench⟩',
      '2 images and the full text, yours for good unless paid back in full',
      'Unlock for 0.05 SOL',
      'Join ⟨Bench⟩',
      '0.02 SOL for 30 days',
    ],
    [
      '0,05 SOL или по подписке «⟨Bench⟩»',
      '2 картинки и весь текст — навсегда, если автор не вернёт всю цену',
      'Открыть за 0,05 SOL',
      'Оформить «⟨Bench⟩»',
      '0,02 SOL за 30 дней',
    ],
  ],
  [
    'a tier',
    { minTier: 'basic', images: 1 },
    [
      'For ⟨Bench⟩ members',
      '1 image and the full text, and everything else in it: 0.02 SOL for 30 days',
      'Join ⟨Bench⟩',
    ],
    [
      'По подписке «⟨Bench⟩»',
      '1 картинка и весь текст, а также всё остальное на этом уровне: 0,02 SOL за 30 дней',
      'Оформить «⟨Bench⟩»',
    ],
  ],
  [
    'the end of a membership',
    { minTier: 'basic', hasEnded: true },
    [
      'Your membership has ended',
      '⟨Bench⟩ with ⟨Ann⟩ ran until March 1, 2026. Renew it and read on.',
      'Renew ⟨Bench⟩',
      '0.02 SOL for 30 days',
    ],
    [
      'Ваша подписка закончилась',
      'До 1 марта 2026 г. у вас была подписка «⟨Bench⟩» на автора ⟨Ann⟩. Продлите её, чтобы читать дальше.',
      'Продлить «⟨Bench⟩»',
      '0,02 SOL за 30 дней',
    ],
  ],
  [
    'the end of a membership, where it is sold too',
    { minTier: 'basic', priceLamports: PRICE, hasEnded: true },
    [
      'Your membership has ended',
      '⟨Bench⟩ with ⟨Ann⟩ ran until March 1, 2026. Renew it and read on, or buy this post.',
      'Renew ⟨Bench⟩',
      'Unlock for 0.05 SOL',
      '0.02 SOL for 30 days',
    ],
    [
      'Ваша подписка закончилась',
      'До 1 марта 2026 г. у вас была подписка «⟨Bench⟩» на автора ⟨Ann⟩. Продлите её, чтобы читать дальше, или купите эту публикацию.',
      'Продлить «⟨Bench⟩»',
      'Открыть за 0,05 SOL',
      '0,02 SOL за 30 дней',
    ],
  ],
])('says what is locked by %s', (_, shown, en, ru) => {
  expect(read('en', shown)).toEqual(en)
  expect(read('ru', shown)).toEqual(ru)
})
