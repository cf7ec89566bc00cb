import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { Me, NonceReply, SignInReply } from '@/lib/schema/session'
import { DICTIONARIES } from '@/lib/words/dictionaries'
import { en } from '@/lib/words/en'
import { translatorOf } from '@/lib/words/translator'
import { ApiClient } from '@/tests/support/app/api-client'
import { makeCreator, signIn, signText } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { connect } from '@/tests/support/realtime/socket-client'

let app: TestApp
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

/** Signs in as a browser that sends these headers; answers what the user then reads. */
async function signInWith(headers: Record<string, string>, keypair: Keypair = newKeypair()) {
  const wallet = keypair.address
  const { message } = (await anonymous.post('/api/auth/nonce', { wallet })).as(NonceReply)
  const body = { wallet, message, signature: signText(keypair, message) }
  return (await anonymous.post('/api/auth/sign-in', body, headers)).as(SignInReply).user.locale
}

describe('somebody new', () => {
  it.each([
    ['their browser says nothing', {}, 'en'],
    ['their browser reads Russian', { 'accept-language': 'ru' }, 'ru'],
    ['their browser reads it first', { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' }, 'ru'],
    ['their browser reads it after English', { 'accept-language': 'en-GB,en;q=0.9,ru;q=0.8' }, 'en'],
    ['their browser reads what the site does not speak', { 'accept-language': 'de,fr;q=0.9' }, 'en'],
    ['they chose Russian in this browser', { cookie: 'fonana_locale=ru' }, 'ru'],
    [
      'they chose it over what the browser says',
      { cookie: 'fonana_locale=ru', 'accept-language': 'en' },
      'ru',
    ],
    ['they chose English over it', { cookie: 'fonana_locale=en', 'accept-language': 'ru' }, 'en'],
    ['the cookie names no language', { cookie: 'fonana_locale=xx', 'accept-language': 'ru' }, 'ru'],
  ] as const)('where %s (%j) reads %s', async (_, headers, locale) => {
    expect(await signInWith(headers)).toBe(locale)
  })

  it('keeps their language wherever they sign in next', async () => {
    const keypair = newKeypair()
    expect(await signInWith({ 'accept-language': 'ru' }, keypair)).toBe('ru')
    expect(await signInWith({ 'accept-language': 'en', cookie: 'fonana_locale=en' }, keypair)).toBe('ru')
  })
})

describe('the language of an account', () => {
  it('is changed to one that the site speaks', async () => {
    const { api } = await signIn(app)
    expect((await api.patch('/api/me', { locale: 'ru' })).as(Me).locale).toBe('ru')
    expect((await api.get('/api/me')).as(Me).locale).toBe('ru')
    expect((await api.patch('/api/me', { displayName: 'Ann' })).as(Me)).toMatchObject({
      displayName: 'Ann',
      locale: 'ru',
    })
  })

  it.each(['xx', 'RU', '', 7, null])('is never %j', async (locale) => {
    const { api } = await signIn(app)
    const reply = await api.patch('/api/me', { locale, displayName: 'Ann' })
    expect(reply.status).toBe(422)
    expect(reply.fieldErrors('locale')).toHaveLength(1)
    expect((await api.get('/api/me')).as(Me)).toMatchObject({ locale: 'en', displayName: null })
  })

  it('is no other version of what others see of them, and nobody else hears of it', async () => {
    const creator = await makeCreator(app)
    const socket = await connect(app, creator, `creator:${creator.id}`)
    const before = (await creator.api.get('/api/me')).as(Me)
    const after = (await creator.api.patch('/api/me', { locale: 'ru' })).as(Me)
    expect(after).toEqual({ ...before, locale: 'ru' })
    expect(await socket.events()).toEqual([])
    // A form that began before it is saved as ever.
    const renamed = await creator.api.patch('/api/me', { displayName: 'Ann', version: before.updatedAt })
    expect(renamed.as(Me)).toMatchObject({ displayName: 'Ann', locale: 'ru' })
    socket.close()
  })

  it('changes with a name, which is another version', async () => {
    const { api } = await signIn(app)
    const { updatedAt } = (await api.get('/api/me')).as(Me)
    const after = (await api.patch('/api/me', { locale: 'ru', displayName: 'Ann' })).as(Me)
    expect(after).toMatchObject({ locale: 'ru', displayName: 'Ann' })
    expect(after.updatedAt > updatedAt).toBe(true)
  })
})

describe('the words of a language', () => {
  it.each(['en', 'ru'] as const)('are there for anybody: %s', async (locale) => {
    const reply = await anonymous.get(`/api/words/${locale}`)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('application/json')
    expect(Object.keys(reply.json)).toEqual(Object.keys(en))
    const t = translatorOf(locale, reply.json)
    expect(t('account.signIn')).toBe(DICTIONARIES[locale]['account.signIn'])
  })

  it.each(['xx', 'RU', 'toString'])('are not there for %s', async (locale) => {
    ;(await anonymous.get(`/api/words/${locale}`)).problem('not_found')
  })
})
