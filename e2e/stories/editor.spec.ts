import sharp from 'sharp'
import { LIMITS } from '../../lib/schema/limits'
import { newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, type Locator, type Page, test } from '../../tests/support/e2e/story'
import { writeInstead } from '../../tests/support/e2e/typing'

const pngOf = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()
const EDITOR = '**/site/text-editor-*.js'
const DOCS =
  '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">Doors</span><span style="font-weight:400"> open at <a href="https://example.com/eight">eight</a></span></p><ul><li><p>Bring a coat</p></li><li><p>And tea</p></li></ul></b>'
const PICTURE = '<p><img src="https://example.com/door.png" width="400" height="300"></p>'

/** As Ctrl+V does, with what another program has copied. */
async function paste(text: Locator, kinds: Record<string, string>): Promise<void> {
  await text.evaluate((element, data) => {
    const clipboardData = new DataTransfer()
    for (const [kind, content] of Object.entries(data)) clipboardData.setData(kind, content)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, kinds)
}

for (const reading of READINGS) {
  const { t } = wordsFor(reading)
  test(`a text is written with its look, and kept as Markdown: ${nameOf(reading)}`, async ({ browser }) => {
    const author = await newPerson(browser, { ...reading, withWorker: false })
    const creator = await newCreator(await author.api())
    const { page } = author
    const text = page.getByLabel(t('studio.write.text'), { exact: true })
    const tools = page.getByRole('toolbar')
    const tool = (name: Parameters<typeof t>[0]) => tools.getByRole('button', { name: t(name) }).first()
    const body = async () => {
      const { items } = await creator.user.call<Drafts>('GET', '/api/me/posts')
      return items[0]?.content.body
    }

    // A text area until the editor is there, which goes on where that was left.
    let letIn = () => {}
    const held = new Promise<void>((resolve) => {
      letIn = resolve
    })
    await page.route(EDITOR, async (route) => {
      await held
      await route.continue()
    })
    await visitSignedIn(author, '/studio/new')
    await text.click()
    await page.keyboard.type('A long, ')
    letIn()
    await expect(tools).toBeVisible()
    await expect(text).toBeFocused()

    // By keys and by buttons; the marks are out of sight once nobody writes at them.
    await page.keyboard.press('ControlOrMeta+b')
    await page.keyboard.type('ночь')
    await expect(tool('studio.tools.bold')).toHaveAttribute('aria-pressed', 'true')
    await tool('studio.tools.bold').click()
    await page.keyboard.type(' of it')
    await expect(text).toHaveText('A long, ночь of it')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await tool('studio.tools.bullets').click()
    await page.keyboard.type('One')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Two')
    await expect.poll(body).toBe('A long, **ночь** of it\n\n- One\n- Two')

    // What comes from elsewhere is Markdown, and is taken back at once.
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await paste(text, { 'text/plain': 'Doors open at eight', 'text/html': DOCS + PICTURE })
    await expect(page.getByText(t('studio.paste.left', { count: 1, shown: '1' }))).toBeVisible()
    const pasted = '**Doors** open at [eight](https://example.com/eight)\n\n- Bring a coat\n- And tea'
    await expect.poll(body).toBe(`A long, **ночь** of it\n\n- One\n- Two\n\n${pasted}`)
    await tool('studio.tools.undo').click()
    await expect(text).not.toContainText('Doors')
    await tool('studio.tools.redo').or(tool('studio.tools.undo')).last().press('Tab')
    await expect(text).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(page.getByLabel(t('studio.write.tags'))).toBeFocused()
  })
}

/** As Ctrl+V does, with a picture that was copied. */
async function pastePicture(text: Locator, png: Buffer): Promise<void> {
  await text.evaluate(
    (element, bytes) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([new Uint8Array(bytes)], 'copied.png', { type: 'image/png' }))
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    [...png],
  )
}

for (const reading of READINGS) {
  const { t } = wordsFor(reading)
  test(`a picture stands in the text where its author wants it: ${nameOf(reading)}`, async ({ browser }) => {
    const author = await newPerson(browser, reading)
    const creator = await newCreator(await author.api())
    const { page } = author
    const [wide, tall] = [await pngOf(900, 500, '#9ac'), await pngOf(300, 700, '#c86')]
    const text = page.getByLabel(t('studio.write.text'), { exact: true })
    const inText = text.getByRole('img')
    const draft = async () =>
      (await creator.user.call<Drafts>('GET', '/api/me/posts')).items[0] ?? { id: '', content: EMPTY }
    const body = async () => {
      const { content } = await draft()
      return content.media.reduce((now, { id }, index) => now.replaceAll(id, `${index + 1}`), content.body)
    }

    // Chosen by the toolbar, and pasted where the cursor is by then; writing goes on below.
    await visitSignedIn(author, '/studio/new')
    await page.getByLabel(t('studio.write.title'), { exact: true }).fill('Two pictures')
    await expect(page.getByRole('toolbar')).toBeVisible()
    await text.click()
    await page.keyboard.type('Before')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: t('studio.tools.picture'), exact: true }).click()
    await (await chooser).setFiles({ name: 'first.png', mimeType: 'image/png', buffer: wide })
    await expect.poll(body).toBe('Before\n\n![](/api/media/1)')
    await page.keyboard.type('Between')
    await pastePicture(text, tall)
    await expect.poll(body).toBe('Before\n\n![](/api/media/1)\n\nBetween\n\n![](/api/media/2)')
    await page.keyboard.type('After')
    await expect(inText).toHaveCount(2)
    await expect(text).not.toContainText('/api/media')
    await page.getByLabel(t('studio.alt.of', { number: 1 })).fill('A wide view')
    await expect(text.getByRole('img', { name: 'A wide view' })).toBeVisible()

    // Taken out of the text it is one of the post's all the same, and is put back where writing goes on.
    await inText.first().click()
    await page.keyboard.press('Delete')
    await expect(inText).toHaveCount(1)
    const place = page.getByRole('button', { name: t('studio.textPicture.place', { number: 1 }) })
    await place.click()
    await expect(inText).toHaveCount(2)
    await expect(text).toBeFocused()
    await page.getByRole('button', { name: t('studio.textPicture.there', { number: 2 }) }).click()
    await expect(text).toContainText('![](/api/media/')

    // Another in its place stands where it stood, and what is removed from the post stands nowhere.
    const other = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: t('studio.images.replace', { name: 'first.png' }) }).click()
    await (await other).setFiles({ name: 'better.png', mimeType: 'image/png', buffer: wide })
    const better = t('studio.images.remove', { name: 'better.png' })
    await expect(page.getByLabel(t('studio.alt.of', { number: 1 }))).toHaveValue('')
    await expect.poll(body).toMatch(/^Before\n\n!\[\]\(\/api\/media\/1\)\n+Between/)
    await page.getByRole('button', { name: t('studio.images.remove', { name: 'copied.png' }) }).click()
    await expect.poll(body).toMatch(/^Before\n\n!\[\]\(\/api\/media\/1\)\n+Between\n+After$/)
    await expect(page.getByRole('button', { name: better })).toBeVisible()

    // On its page it stands there, and not above as well; it fills the window, as any other.
    await page.getByRole('button', { name: t('studio.write.publish'), exact: true }).click()
    await expect(page.getByText(t('studio.write.published'), { exact: true })).toBeVisible()
    await page.goto(`/posts/${(await draft()).id}`)
    const shown = page.getByRole('article').locator('figure')
    await expect(shown).toHaveCount(1)
    const { y } = await placeOf(shown)
    expect(y).toBeGreaterThan((await placeOf(page.getByText('Before', { exact: true }))).y)
    expect(y).toBeLessThan((await placeOf(page.getByText('Between', { exact: true }))).y)
    await shown.getByRole('button').click()
    await expect(page.getByRole('dialog').getByRole('img')).toBeInViewport({ ratio: 0.99 })
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(shown.getByRole('button')).toBeFocused()
  })
}

async function placeOf(element: Locator): Promise<{ y: number }> {
  return element.evaluate((box) => ({ y: box.getBoundingClientRect().y }))
}

interface Drafts {
  items: { id: string; content: { body: string; media: { id: string }[] } }[]
}
const EMPTY = { body: '', media: [] }

test('what is opened and saved is what it was to the letter, also where the editor never comes', async ({
  browser,
}) => {
  const body =
    '* one\n+ two\n\nOver\n====\n\n__loud__ and _soft_  \nnext\\\nlast <b>raw</b> | a |\n\n\n1) x\n\n|a|b|\n|-|:-:|\n|1|2|'
  const author = await newPerson(browser, { withWorker: false })
  const creator = await newCreator(await author.api())
  const { id } = await newPost(creator, { title: 'Kept', body })
  const { page } = author
  const now = async () =>
    (await creator.user.call<{ content: { body: string }; title: string }>('GET', `/api/posts/${id}`)) ?? {}
  const save = async (page: Page) => {
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('Your changes are saved')).toBeVisible()
  }
  await visitSignedIn(author, `/studio/posts/${id}`)
  await expect(page.getByRole('toolbar')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Text' }).getByRole('cell', { name: '2' })).toBeVisible()
  await page.getByLabel('Title').fill('Kept so')
  await save(page)
  expect(await now()).toMatchObject({ title: 'Kept so', content: { body } })

  await page.route(EDITOR, (route) => route.abort())
  await page.goto(`/studio/posts/${id}`)
  await expect(page.getByLabel('Text')).toHaveValue(body)
  await page.getByLabel('Text').fill('Plain words')
  await expect(page.getByRole('toolbar')).toHaveCount(0)
  await save(page)
  expect(await now()).toMatchObject({ content: { body: 'Plain words' } })

  // What is too much is said while it is written.
  await page.unroute(EDITOR)
  await page.goto(`/studio/posts/${id}`)
  await expect(page.getByRole('toolbar')).toBeVisible()
  await writeInstead(page.getByRole('textbox', { name: 'Text' }), 'x'.repeat(LIMITS.postBody + 1))
  await expect(page.getByText('1 character too many')).toBeVisible()
})
