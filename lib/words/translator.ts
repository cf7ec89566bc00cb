import type { GetICUArgs } from '@schummar/icu-type-parser'
import format, { type CompiledMessage, type FormatValues } from 'icu-minify/format'
import type { Locale } from '@/lib/schema/locales'
import type { en } from './en'

export type Key = keyof typeof en
/** A language: messages in ICU's format (https://unicode-org.github.io/icu/userguide/format_parse/messages), by key. */
export type Dictionary = Readonly<Record<Key, string>>
/** As it is sent to the browser: parsed already. */
export type CompiledDictionary = Readonly<Record<string, CompiledMessage>>

interface Kinds {
  ICUArgument: string | number
  ICUNumberArgument: number
  ICUDateArgument: number | Date
}
type ArgsOf<K extends Key> = GetICUArgs<(typeof en)[K], Kinds>
/** What the message takes; nothing where it takes nothing. */
type Args<K extends Key> = keyof ArgsOf<K> extends never ? [] : [values: ArgsOf<K>]
/** `<link>…</link>` in a message is made by the function of that name, of what stands in it. */
type Tags<Element> = Record<string, string | number | ((inner: (string | Element)[]) => Element)>

/** Says things in one language. */
export interface Translator {
  readonly locale: Locale
  /** Whether there are words for it: a newer server may tell of things that an older page has no words for. */
  has(key: string): key is Key
  <K extends Key>(key: K, ...args: Args<K>): string
  /** With elements in it: a function for each tag, beside the values. */
  rich<Element>(key: Key, values: Tags<Element>): (string | Element)[]
}

export function translatorOf(locale: Locale, dictionary: CompiledDictionary): Translator {
  // A page that is not for anybody yet has no words, and nobody reads it.
  const say = <Element>(key: Key, values?: FormatValues<Element>) =>
    format<Element>(dictionary[key] ?? key, locale, values, FORMATTERS)
  const rich = (key: Key, values: FormatValues) => [say(key, values)].flat()
  return Object.assign((key: Key, values?: FormatValues) => say(key, values) as string, {
    locale,
    has: (key: string) => Object.hasOwn(dictionary, key),
    rich,
  }) as Translator
}

const FORMATTERS = {
  formatters: {
    getDateTimeFormat: kept(
      (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
    ),
    getNumberFormat: kept(
      (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
    ),
    getPluralRules: kept(
      (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
    ),
  },
}

/** Making one takes fifty times as long as using it. */
function kept<A extends unknown[], T>(make: (...args: A) => T): (...args: A) => T {
  const all = new Map<string, T>()
  return (...args) => {
    const key = JSON.stringify(args)
    const found = all.get(key) ?? make(...args)
    all.set(key, found)
    return found
  }
}
