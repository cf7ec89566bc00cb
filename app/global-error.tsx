'use client'

import './globals.css'
import { SiteFault } from '@/components/shell/fault-page'
import { IconSprite } from '@/components/ui/icon-sprite'
import { readLocale } from '@/lib/schema/locales'

/** Nothing could be made, so nothing brought the words either. */
const WORDS = {
  en: {
    'fault.title': 'Something went wrong',
    'fault.site': 'Fonana did not load',
    'fault.ours': 'It is our fault. Nothing you did or paid is lost.',
    'ui.retry': 'Try again',
  },
  ru: {
    'fault.title': 'Что-то пошло не так',
    'fault.site': 'Fonana не загрузилась',
    'fault.ours': 'Это наша ошибка. Ничего из сделанного или оплаченного вами не потеряно.',
    'ui.retry': 'Повторить',
  },
}

/** When not even the layout could be made. */
export default function GlobalError({ reset }: { reset: () => void }) {
  const spoken = typeof document === 'undefined' ? null : readLocale(document.documentElement.lang)
  const locale = spoken ?? 'en'
  return (
    <html lang={locale}>
      <body className="min-h-dvh font-sans text-base">
        <IconSprite />
        <SiteFault locale={locale} words={WORDS[locale]} reset={reset} />
      </body>
    </html>
  )
}
