'use client'

import { createContext, createElement, Fragment, type ReactNode, useContext } from 'react'
import type { Locale } from '@/lib/schema/locales'
import type { Key, Translator } from '@/lib/words/translator'

const TranslatorContext = createContext<Translator | null>(null)

export const TranslatorProvider = TranslatorContext

/** Says things in the reader's language: `const t = useTranslator()`, `t('post.likes', { count })`. */
export function useTranslator(): Translator {
  const translator = useContext(TranslatorContext)
  if (!translator) throw new Error('useTranslator needs a TranslatorProvider above it')
  return translator
}

interface PhraseProps {
  message: Key
  values?: Record<string, string | number>
  /** What `<name>…</name>` in the message is made into. */
  tags: Record<string, (inner: ReactNode) => ReactNode>
}

/** A message with elements in it: `<Phrase message="help.more" tags={{ link: (inner) => <Link href="/help">{inner}</Link> }} />`. */
export function Phrase({ message, values, tags }: PhraseProps) {
  const t = useTranslator()
  const made = Object.entries(tags).map(([name, make]) => [
    name,
    (inner: ReactNode[]) => make(together(inner)),
  ])
  return together(t.rich<ReactNode>(message, { ...values, ...Object.fromEntries(made) }))
}

/** Side by side: React asks for no keys. */
function together(parts: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...parts)
}

/** Throws `ApiError` when the words cannot be had. */
type Speak = (locale: Locale) => Promise<void>

export const LanguageContext = createContext<Speak | null>(null)

/** Goes on in another language. */
export function useSpeak(): Speak {
  const speak = useContext(LanguageContext)
  if (!speak) throw new Error('useSpeak needs a LanguageContext above it')
  return speak
}
