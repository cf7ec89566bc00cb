import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '@/lib/config'
import { CREATOR_PERCENT, MIN_PRICE_LAMPORTS, PERIOD_MS, REFERRER_PERCENT, typeSol } from '@/lib/money'
import { LOCALES, type Locale } from '@/lib/schema/locales'
import { TEXT_NAMES, type TextName } from '@/lib/schema/text-names'
import type { SiteText } from '@/lib/schema/texts'
import { parseText } from './parse-text'

/** Beside the module; the build puts it beside the bundle. */
const FOLDER = fileURLToPath(new URL('./site-texts', import.meta.url))

const DAY_MS = 24 * 60 * 60 * 1000

/** What our texts say of the product, by the names under which they say it: from the code that does it. */
const factsIn = (locale: Locale): Record<string, string> => ({
  creatorPercent: String(CREATOR_PERCENT),
  platformPercent: String(100 - CREATOR_PERCENT),
  referrerPercent: String(REFERRER_PERCENT),
  periodDays: String(PERIOD_MS / DAY_MS),
  minPrice: typeSol(MIN_PRICE_LAMPORTS, locale),
})

interface Options {
  /** Whether SOL is play money here. */
  playMoney: boolean
  /** Where whoever runs the site keeps texts of their own; undefined: nowhere. */
  ownFolder: string | undefined
}

/** Help, terms and the like, in all languages: of whoever runs the site, or the ones that the product comes with. */
export interface SiteTexts {
  find(name: TextName, locale: Locale): SiteText
}

/** Reads those of its own at once, so that a wrong folder stops the start, and ours when they are first asked for. */
export function openSiteTexts({ playMoney, ownFolder }: Options): SiteTexts {
  const own = ownFolder === undefined ? new Map<string, SiteText>() : readOwn(ownFolder)
  const known = new Map<string, SiteText>()
  return {
    find(name, locale) {
      const key = `${name}.${locale}`
      const found = known.get(key)
      if (found !== undefined) return found
      // Who has written one in a single language means it for all: ours beside it would say something else.
      const texts = [locale, ...LOCALES].map((each) => own.get(`${name}.${each}`))
      const text = texts.find((each) => each !== undefined) ?? readOurs(name, locale, playMoney)
      known.set(key, text)
      return text
    },
  }
}

function readOwn(folder: string): Map<string, SiteText> {
  const texts = new Map<string, SiteText>()
  let files: string[]
  try {
    files = readdirSync(folder)
  } catch {
    throw new ConfigError(`LEGAL_DIR: ${folder} is no folder that can be read`)
  }
  for (const name of TEXT_NAMES)
    for (const locale of LOCALES) {
      const file = `${name}.${locale}.md`
      if (!files.includes(file)) continue
      const { title, blocks } = parseText(readFileSync(join(folder, file), 'utf8'))
      if (title === null || blocks.length === 0)
        throw new ConfigError(`LEGAL_DIR: ${file} has to begin with a line "# Title", with a text below it`)
      texts.set(`${name}.${locale}`, { title, locale, blocks })
    }
  return texts
}

function readOurs(name: TextName, locale: Locale, playMoney: boolean): SiteText {
  const read = (file: string) => readFileSync(join(FOLDER, `${file}.${locale}.md`), 'utf8')
  const facts = factsIn(locale)
  const source = read(name)
    .replace('{playMoney}', () => (playMoney ? read('play-money') : ''))
    .replace(/\{(\w+)\}/g, (mark, fact: string) => facts[fact] ?? mark)
  const { title, blocks } = parseText(source)
  if (title === null) throw new Error(`the text ${name} has no title in ${locale}`)
  return { title, locale, blocks }
}
