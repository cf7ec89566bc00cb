import AxeBuilder from '@axe-core/playwright'
import { buyByScript } from '../../tests/support/e2e/api'
import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

const PARAGRAPH = `Some **strong** words of the story, and more of them. ${'They go on and on. '.repeat(20)}`
const BODY = `## The first part

${PARAGRAPH}

- one
- [two](https://example.com/)

| a | b |
| - | - |
| 1 | 2 |

\`\`\`
const long = '${'x'.repeat(300)}'
\`\`\`

<b>no markup</b>

${PARAGRAPH.repeat(4)}

The last words.`

for (const reading of READINGS) {
  const { t } = wordsFor(reading)

  test(`a text is rendered from the first byte, and when a payment opens it: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const creator = await newCreator()
    const { id } = await newPost(creator, { title: 'A long one', body: BODY, priceLamports: 10_000_000 })
    const reader = await newPerson(browser, reading)
    const { page, context } = reader
    await fillWallet(reader)
    const user = await reader.api()
    const warnings: string[] = []
    page.on('console', (message) => message.type() === 'error' && warnings.push(message.text()))

    await visitSignedIn(reader, `/posts/${id}`)
    const text = page.locator('.prose')
    await expect(text).toHaveCount(0)
    await buyByScript(user, { kind: 'post', postId: id })
    await expect(text.getByRole('heading', { name: 'The first part', level: 2 })).toBeVisible()
    await expect(text).not.toContainText('**')
    await expect(text.getByText('<b>no markup</b>')).toBeVisible()
    const link = text.getByRole('link', { name: 'two' })
    await expect(link).toHaveAttribute('rel', /nofollow.*ugc/)

    const html = await (await context.request.get(`/posts/${id}`)).text()
    expect(html.slice(0, html.indexOf('<script id'))).toContain('<h2>The first part</h2>')
    await page.reload()
    await expect(text.getByRole('heading', { name: 'The first part' })).toBeVisible()
    // A wide table or line of code is wide in its own place.
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await overflow()).toBeLessThanOrEqual(0)
    const { violations } = await new AxeBuilder({ page }).include('.prose').analyze()
    expect(violations.map((violation) => violation.id)).toEqual([])

    const open = page.getByRole('button', { name: t('post.reading') })
    const sheet = page.getByRole('dialog', { name: 'A long one' })
    await open.click()
    await expect(sheet.getByText('The last words.')).toBeAttached()
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await expect(open).toBeFocused()
    await open.click()
    await expect(sheet).toBeVisible()
    await page.goBack()
    await expect(sheet).toHaveCount(0)
    await open.click()
    await sheet.getByRole('button', { name: t('post.reading.close') }).click()
    await expect(page).toHaveURL(`/posts/${id}`)

    await page.goto(`/creators/${creator.handle}`)
    await expect(text.getByText('Some strong words')).toBeVisible()
    await expect(text.getByText('The last words.')).toHaveCount(0)
    await expect(text.last()).toContainText(/\w…$/)
    await page.getByRole('link', { name: t('post.readOn') }).click()
    await expect(text.getByText('The last words.')).toBeVisible()
    expect(warnings).toEqual([])
  })
}
