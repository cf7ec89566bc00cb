import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CreatorInput } from './creators'
import { isReservedHandle } from './reserved-handles'

it.each([
  ...[
    'fonana',
    'fonana_support',
    'support_fonana',
    'f0nana',
    'f0n4n4',
    'fo_na_na',
    'thefonana',
    'foonana',
    'fonanna',
  ],
  ...['official', 'the_official_mara', '0ff1c1al', 'offlclal', 'official2'],
  ...[
    'admin',
    'admins',
    'administrator',
    'adm1n',
    'admln',
    'adrnin',
    'a_d_m_i_n',
    'mara_admin',
    '4dm1n_team',
    'admin99',
  ],
  ...[
    'moderator',
    'm0derat0r',
    'moderator_1',
    'support',
    '5upp0rt',
    'login',
    'l0gin',
    '10gin',
    'log_in',
    'sign_up',
  ],
  ...['terms', 't3rms', 'terrns', 'settings', 'vvallet', 'help', 'api', 'post5', 'news'],
])('keeps %s', (handle) => {
  expect(isReservedHandle(handle)).toBe(true)
})

it.each([
  ...[
    'mara',
    'junokabe',
    'ada_1',
    'creator_1',
    'creator_18',
    'creator_5',
    'user5',
    'lottebrandt',
    'supper',
    'badminton',
    'modern_art',
    'termite',
  ],
  ...[
    'helper',
    'newsroom',
    'posterboy',
    'apiary',
    'mod3l',
    'rootbeer',
    'systema',
    'banana',
    'fontana',
    'official1y_me',
  ],
])('gives out %s', (handle) => {
  expect(isReservedHandle(handle)).toBe(false)
})

it('keeps every first part of our own addresses', () => {
  const folders = (path: string) =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  for (const name of [...folders('app'), ...folders('app/api')])
    if (/^[a-z]{3,}$/.test(name)) expect(isReservedHandle(name), name).toBe(true)
})

it('says so in the field, and that letters of other scripts are none of a handle', () => {
  const read = (handle: string) =>
    CreatorInput.safeParse({ handle, displayName: 'x' }).error?.issues.map(({ path, message }) => [
      path.join('.'),
      message,
    ])
  expect(read('F0nana_Support')).toEqual([['handle', 'This handle is reserved']])
  const wrong = [['handle', '3 to 30 Latin letters, digits or inner underscores']]
  for (const handle of ['\u0430dmin', 'ｆonana', 'adm\u0131n', 'f\u03bfnana', 'mara\u200b'])
    expect(read(handle)).toEqual(wrong)
})
