import { newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { type Dialog, expect, type Page, test } from '../../tests/support/e2e/story'

/** The first answer to such a request is lost after the server has done it. */
/** Of requests that say this; what is saved by itself meanwhile goes through. */
async function loseFirstAnswer(page: Page, path: string, says = ''): Promise<() => number> {
  let sent = 0
  await page.route(path, async (route) => {
    const request = route.request()
    const isIt = ['POST', 'PATCH'].includes(request.method()) && request.postData()?.includes(says)
    if (!isIt) return route.continue()
    sent += 1
    if (sent > 1) return route.continue()
    await route.fetch()
    await route.abort()
  })
  return () => sent
}

/** What the page asks before it goes; each is answered with yes, until `stay`. */
function dialogsOf(page: Page): { asked: string[]; stay: boolean } {
  const dialogs = { asked: [] as string[], stay: false }
  page.on('dialog', (dialog: Dialog) => {
    dialogs.asked.push(dialog.type())
    void (dialogs.stay ? dialog.dismiss() : dialog.accept())
  })
  return dialogs
}

test('what is written stays through other pages and a reload, and is published once', async ({ browser }) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const { page } = author
  const dialogs = dialogsOf(page)
  await visitSignedIn(author, '/studio/new')
  await page.getByLabel('Title').click()
  await page.keyboard.type('A long night')
  await page.getByLabel('Text').fill('Nobody wants to write it twice.')
  await page.getByText('Buyers', { exact: true }).click()
  await page.getByLabel('Price').fill('0.25')
  await page.locator('input[type=file]').setInputFiles([
    { name: 'good.png', mimeType: 'image/png', buffer: await page.screenshot() },
    { name: 'phone.heic', mimeType: 'image/heic', buffer: Buffer.from('ftypheic is no picture here') },
  ])
  await expect(page.getByText('Try again')).toBeVisible()

  // Nothing is left out in silence.
  const posts = async () => (await creator.user.call<{ items: object[] }>('GET', listOf(creator))).items
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText(/^1 file could not be uploaded/)).toBeVisible()
  expect(await posts()).toHaveLength(0)
  await page.getByRole('button', { name: 'Remove phone.heic' }).click()

  // A link is followed at once; a reload is asked about.
  await page.getByRole('link', { name: 'Tiers' }).click()
  await expect(page.getByRole('button', { name: 'Save tiers' })).toBeVisible()
  expect(dialogs.asked).toEqual([])
  await page.getByRole('link', { name: 'New post' }).click()
  await expect(page.getByLabel('Title')).toHaveValue('A long night')
  await page.getByLabel('Teaser').click()
  await page.keyboard.type('Soon')
  await page.reload()
  expect(dialogs.asked).toEqual(['beforeunload'])
  await expect(page.getByText('What you had written is still here')).toBeVisible()
  await expect(page.getByLabel('Title')).toHaveValue('A long night')
  await expect(page.getByLabel('Teaser')).toHaveValue('Soon')
  await expect(page.getByLabel('Text')).toHaveText('Nobody wants to write it twice.')
  await expect(page.getByLabel('Price')).toHaveValue('0.25')
  await expect(page.getByRole('button', { name: 'Remove file 1' })).toBeVisible()

  // The answer is lost, and the page is loaded again: it is one post, and is said to be out.
  await expect(page.getByText('Saved as a draft')).toBeVisible()
  const sent = await loseFirstAnswer(page, '**/api/posts/*', '"status":"published"')
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('There is no connection')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Published', { exact: true })).toBeVisible()
  await expect(page.getByLabel('Title')).toHaveValue('')
  expect(sent()).toBe(1)
  expect(await posts()).toMatchObject([{ title: 'A long night', priceLamports: 250_000_000 }])

  // What is published is not kept, and nothing is left to be asked about.
  await page.reload()
  await expect(page.getByLabel('Title')).toHaveValue('')
  await expect(page.getByText('What you had written is still here')).toHaveCount(0)
})

const listOf = ({ handle }: { handle: string }) => `/api/creators/${handle}/posts`

test('two taps make one post, and too many pictures are said', async ({ browser }) => {
  const author = await newPerson(browser, { phone: true })
  const creator = await newCreator(await author.api())
  const { page } = author
  await visitSignedIn(author, '/studio/new')
  const buffer = await page.screenshot()
  const files = Array.from({ length: 13 }, (_, index) => ({
    name: `p${index + 1}.png`,
    mimeType: 'image/png',
    buffer,
  }))
  await page.locator('input[type=file]').setInputFiles(files)
  await expect(page.getByText('A post has up to 10 files: 3 were left out')).toBeVisible()
  await expect(page.getByText('p11.png, p12.png, p13.png')).toBeVisible()
  // Whoever is there is described.
  await expect(page.getByLabel('Description of 10', { exact: true })).toBeVisible()
  for (const [place, words] of ['One', 'Two'].entries())
    await page.getByLabel(`Description of ${place + 1}`, { exact: true }).fill(words)
  // Put in order by the buttons, of which the one that was pressed goes along.
  await page.getByRole('button', { name: 'Move p1.png later' }).click()
  await expect(page.getByLabel('Description of 2', { exact: true })).toHaveValue('One')
  await expect(page.getByRole('button', { name: 'Move p1.png later' })).toBeFocused()
  await expect(page.getByText('It is now 2 of 10')).toBeAttached()
  // Another takes the place of one.
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Replace p3.png' }).click()
  await (await chooser).setFiles({
    name: 'better.png',
    mimeType: 'image/png',
    buffer: await page.screenshot(),
  })
  await expect(page.getByRole('button', { name: /^Replace / }).nth(2)).toHaveAccessibleName(
    'Replace better.png',
  )
  await expect(page.getByLabel('Description of 10', { exact: true })).toBeVisible()
  await page.getByLabel('Title').fill('Tapped')
  await page.getByLabel('Text').fill('Twice')
  await page.getByRole('button', { name: 'Publish' }).evaluate((button: HTMLElement) => {
    button.click()
    button.click()
  })
  await expect(page.getByText('Published', { exact: true })).toHaveCount(1)
  type Shown = { media: object[]; content: { media: { alt: string }[] } }
  const { items } = await creator.user.call<{ items: Shown[] }>('GET', listOf(creator))
  expect(items.map(({ media }) => media.length)).toEqual([10])
  expect(items[0]?.content.media.map(({ alt }) => alt).slice(0, 3)).toEqual(['Two', 'One', ''])
})

test('where the browser keeps nothing, every way out is asked about', async ({ browser }) => {
  const author = await newPerson(browser)
  await newCreator(await author.api())
  await author.context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('no', 'QuotaExceededError')
    }
  })
  const { page } = author
  const dialogs = dialogsOf(page)
  dialogs.stay = true
  await visitSignedIn(author, '/studio/new')
  await page.getByLabel('Title').fill('Not to be lost')
  await page.getByRole('link', { name: 'Tiers' }).click()
  expect(dialogs.asked).toEqual(['confirm'])
  await expect(page.getByLabel('Title')).toHaveValue('Not to be lost')
  dialogs.stay = false
  await page.getByRole('link', { name: 'Tiers' }).click()
  await expect(page.getByRole('button', { name: 'Save tiers' })).toBeVisible()
})

test('a stale tab undoes nothing: what was changed elsewhere is shown, and what was typed stays', async ({
  browser,
}) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const { user } = creator
  const { id } = await newPost(creator, { priceLamports: 5_000_000, title: 'Priced' })
  const post = () => user.call<{ priceLamports: number; teaser: string }>('GET', `/api/posts/${id}`)
  const { page } = author

  await visitSignedIn(author, `/studio/posts/${id}`)
  await expect(page.getByLabel('Price')).toHaveValue('0.005')
  await user.call('PATCH', `/api/posts/${id}`, { priceLamports: 900_000_000 })
  await page.getByLabel('Teaser').fill('A better one')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('This post was changed elsewhere meanwhile')).toBeVisible()
  await expect(page.getByText('Price: 0.005 SOL, now 0.9 SOL')).toBeVisible()
  await expect(page.getByLabel('Price')).toHaveValue('0.9')
  await expect(page.getByLabel('Teaser')).toHaveValue('A better one')
  expect(await post()).toMatchObject({ priceLamports: 900_000_000, teaser: 'What is behind the door?' })
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Your changes are saved')).toBeVisible()
  expect(await post()).toMatchObject({ priceLamports: 900_000_000, teaser: 'A better one' })

  await page.goto('/studio/tiers')
  const [basic] = (await user.call<{ tiers: { tier: string }[] }>('GET', `/api/creators/${creator.handle}`))
    .tiers
  await expect(page.getByLabel('Name').first()).toHaveValue('Bench')
  await user.call('PUT', '/api/me/tiers', [{ ...basic, priceLamports: 700_000_000 }])
  await page.getByLabel('Name').nth(1).fill('Balcony')
  await page.getByRole('button', { name: 'Save tiers' }).click()
  await expect(page.getByText('Your tiers are saved')).toBeVisible()
  await page.getByLabel('Name').first().fill('Stool')
  await page.getByRole('button', { name: 'Save tiers' }).click()
  const tiers = () => user.call<{ tiers: object[] }>('GET', `/api/creators/${creator.handle}`)
  expect((await tiers()).tiers).toMatchObject([
    { priceLamports: 700_000_000 },
    { name: 'Balcony', priceLamports: 60_000_000 },
    { name: 'Stage' },
  ])

  await page.goto('/studio/page')
  await expect(page.getByLabel('Name')).toHaveValue(creator.name)
  await user.call('PATCH', '/api/me/creator', { bio: 'From the other tab' })
  await page.getByLabel('Name').fill('Ann')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your page was changed elsewhere meanwhile')).toBeVisible()
  await expect(page.getByLabel('About you')).toHaveValue('From the other tab')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your page is saved')).toBeVisible()
  expect(await tiers()).toMatchObject({ displayName: 'Ann', bio: 'From the other tab' })
})

test('a reply stays while what it answers is deleted, and a comment whose answer was lost is sent once', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id } = await newPost(creator)
  const path = `/api/posts/${id}/comments`
  const say = (body: string, parentId?: string) =>
    creator.user.call<{ id: string }>('POST', path, { body, parentId })
  const opener = await say('The opener')
  await say('Its answer', opener.id)
  const alone = await say('By itself')
  const fan = await newPerson(browser)
  const { page } = fan
  await visitSignedIn(fan, `/posts/${id}`)

  const sent = await loseFirstAnswer(page, `**${path}`)
  await page.getByRole('textbox', { name: 'Your comment' }).fill('Said once')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.getByText('There is no connection')).toBeVisible()
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Your comment' })).toHaveValue('')
  await expect(page.getByText('Said once')).toHaveCount(1)
  expect(sent()).toBe(2)

  const thread = page.getByRole('listitem').filter({ hasText: 'Its answer' }).first()
  await thread
    .getByRole('button', { name: /^Reply to/ })
    .first()
    .click()
  const reply = page.getByRole('textbox', { name: /^Your reply to/ })
  await reply.fill('Not to be lost')
  await creator.user.call('DELETE', `/api/comments/${opener.id}`)
  await expect(page.getByText('This comment was deleted')).toBeVisible()
  await expect(reply).toHaveValue('Not to be lost')
  await page.getByRole('button', { name: 'Reply', exact: true }).last().click()
  await expect(reply).toHaveCount(0)
  await expect(thread.getByText('Not to be lost')).toBeVisible()

  await page
    .getByRole('listitem')
    .filter({ hasText: 'By itself' })
    .getByRole('button', { name: /^Reply to/ })
    .click()
  await reply.fill('Nor this')
  await creator.user.call('DELETE', `/api/comments/${alone.id}`)
  await expect(page.getByText('What you are answering was deleted.')).toBeVisible()
  await expect(reply).toHaveValue('Nor this')
  await page.getByRole('button', { name: 'Comment', exact: true }).last().click()
  await expect(reply).toHaveCount(0)
  await expect(page.getByText('Nor this')).toHaveCount(1)
})

test('a notification of what is gone leads nowhere', async ({ browser }) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const { id } = await newPost(creator, { title: 'Short-lived' })
  const fan = await newPerson(browser)
  await (await fan.api()).call('PUT', `/api/posts/${id}/like`)
  await visitSignedIn(author, '/notifications')
  await expect(author.page.getByRole('link', { name: /Short-lived/ })).toBeVisible()
  await creator.user.call('DELETE', `/api/posts/${id}`)
  await author.page.reload()
  await author.page.getByRole('button', { name: /Short-lived.*not there any more/ }).click()
  await expect(author.page.locator('[data-unread="false"]')).toHaveCount(1)
  expect(new URL(author.page.url()).pathname).toBe('/notifications')
})
