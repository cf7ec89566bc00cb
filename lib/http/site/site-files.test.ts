import { createHash } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { openSiteFiles } from './site-files'

const { html, policy } = openSiteFiles({ wantsWorker: false }).offlinePage
const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''

/** What the page says in a browser with these languages. */
function shown({ cookie = '', languages = ['en-US'] }: { cookie?: string; languages?: string[] }) {
  const says = ['title', 'text', 'retry'].map((say) => ({ dataset: { say }, textContent: '' }))
  const nothing = { addEventListener() {}, textContent: '' }
  const document = {
    cookie,
    documentElement: { lang: 'en', dataset: {} },
    title: '',
    hidden: true,
    addEventListener() {},
    querySelector: () => nothing,
    querySelectorAll: (selector: string) => (selector === '[data-say]' ? says : []),
  }
  runInNewContext(script, {
    document,
    navigator: { languages },
    addEventListener() {},
    clearTimeout() {},
    fetch: () => new Promise(() => {}),
  })
  return {
    lang: document.documentElement.lang,
    title: document.title,
    says: says.map((it) => it.textContent),
  }
}

const ENGLISH = {
  lang: 'en',
  title: 'No connection · Fonana',
  says: [
    'No connection',
    'This page opens by itself as soon as Fonana can be reached again. Nothing you did or paid is lost.',
    'Try again',
  ],
}
const RUSSIAN = { lang: 'ru', title: 'Нет связи · Fonana' }

describe('the page for who has no connection', () => {
  it('says it in the language that was chosen, or that the browser reads', () => {
    expect(shown({})).toEqual(ENGLISH)
    expect(shown({ languages: ['ru-RU', 'en'] })).toMatchObject(RUSSIAN)
    expect(shown({ languages: ['de', 'ru'] })).toMatchObject(RUSSIAN)
    expect(shown({ languages: ['de'] })).toEqual(ENGLISH)
    expect(shown({ cookie: 'a=b; fonana_locale=ru' })).toMatchObject(RUSSIAN)
    expect(shown({ cookie: 'fonana_locale=en', languages: ['ru'] })).toEqual(ENGLISH)
    expect(shown({ cookie: 'fonana_locale=constructor' })).toEqual(ENGLISH)
  })

  it('says it before its script has run', () => {
    expect(html).toContain('<title>No connection · Fonana</title>')
    expect(html).toContain('>Try again</button>')
    expect(html).not.toMatch(/\{(words|cookie|title|text|retry|still)\}/)
  })

  it('may run its own script, as it is served, and no other', () => {
    const digest = createHash('sha256').update(script).digest('base64')
    expect(policy).toContain(`script-src 'sha256-${digest}'`)
  })
})
