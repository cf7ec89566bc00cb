'use client'

import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { useTranslator } from '@/lib/client/use-translator'
import { chooseTheme, chosenTheme } from './choose-theme'
import type { Theme } from './theme'

/** First what the system does not show, then what it shows, then as the system does again. */
function nextTheme(): Theme | null {
  const [same, other] = matchMedia('(prefers-color-scheme: dark)').matches
    ? (['dark', 'light'] as const)
    : (['light', 'dark'] as const)
  const chosen = chosenTheme()
  if (chosen === null) return other
  return chosen === other ? same : null
}

/** The icon says what is chosen, by CSS, so that server and browser render the same. */
export function ThemeSwitch() {
  const t = useTranslator()
  return (
    <IconButton label={t('shell.theme')} onClick={() => chooseTheme(nextTheme())}>
      <Icon name="sun-moon" className="in-[[data-theme]]:hidden" />
      <Icon name="sun" className="hidden in-[[data-theme=light]]:block" />
      <Icon name="moon" className="hidden in-[[data-theme=dark]]:block" />
    </IconButton>
  )
}
