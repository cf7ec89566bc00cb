import { readdirSync } from 'node:fs'
import { WALLETS } from '../../tests/support/e2e/screens/people'
import { FOLDER as SHEETS } from '../../tests/support/e2e/screens/reference'
import { openScene, type Scene } from '../../tests/support/e2e/screens/scene'
import {
  creatorScreens,
  fanScreens,
  newcomerScreens,
  visitorScreens,
} from '../../tests/support/e2e/screens/screens'
import { walk } from '../../tests/support/e2e/screens/walk'
import { expect, test } from '../../tests/support/e2e/story'

test.describe.configure({ timeout: 600_000 })

let scene: Scene

test.beforeAll(async () => {
  scene = await openScene()
})

test.afterAll(async () => {
  await scene.end()
})

test('what a visitor sees is as it was, and axe finds nothing serious in it', async ({ browser }, info) => {
  expect(await walk(browser, scene, null, visitorScreens(scene), info)).toEqual([])
})

test('what a newcomer sees is as it was, and axe finds nothing serious in it', async ({ browser }, info) => {
  expect(await walk(browser, scene, WALLETS.newcomer, newcomerScreens(), info)).toEqual([])
})

test('what a creator sees is as it was, and axe finds nothing serious in it', async ({ browser }, info) => {
  expect(await walk(browser, scene, WALLETS.nora, creatorScreens(scene), info)).toEqual([])
})

test('what a fan sees is as it was, and axe finds nothing serious in it', async ({ browser }, info) => {
  expect(await walk(browser, scene, WALLETS.ada, fanScreens(scene), info)).toEqual([])
})

const everyScreen = () =>
  [visitorScreens(scene), newcomerScreens(), creatorScreens(scene), fanScreens(scene)].flat()

test('every page of the site is among them', () => {
  const walked = everyScreen().map(({ path }) => path.replace(/\?.*/, ''))
  const pages = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file.replace(/\/?page\.tsx$/, '')}`)
  expect(pages.length).toBeGreaterThan(0)
  const isWalked = (page: string) => {
    const address = new RegExp(`^${page.replace(/\[\w+\]/g, '[^/]+')}$`)
    return walked.some((path) => address.test(path))
  }
  expect(pages.filter((page) => !isWalked(page))).toEqual([])
})

test('each has a name of its own, and no sheet is left of one that is gone', () => {
  const names = everyScreen().map(({ name }) => `${name}.webp`)
  expect(readdirSync(SHEETS).sort()).toEqual(names.sort())
})
