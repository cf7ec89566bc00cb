import sharp from 'sharp'
import { buyByScript, uploadPicture } from '../../tests/support/e2e/api'
import {
  fillWallet,
  newCreator,
  newPerson,
  newPost,
  siteUrl,
  visitSignedIn,
} from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

for (const reading of READINGS) {
  const { t } = wordsFor(reading)

  test(`a creator has pictures watermarked, and a buyer sees a copy of their own, told so, also where it takes a while: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const author = await newPerson(browser, reading)
    const creator = await newCreator(await author.api())
    const picture = sharp({ create: { width: 1200, height: 800, channels: 3, background: '#7a8b6f' } })
    const media = await uploadPicture(siteUrl(), creator.user, await picture.png().toBuffer())
    const { id } = await newPost(creator, {
      title: 'The harbour',
      priceLamports: 20_000_000,
      mediaIds: [media],
    })
    await visitSignedIn(author, `/studio/posts/${id}`)
    const mark = author.page.getByRole('switch', { name: t('studio.watermark') })
    await expect(mark).not.toBeChecked()
    await mark.check()
    await author.page.getByRole('button', { name: t('studio.write.save'), exact: true }).click()
    await expect(author.page).toHaveURL(`/posts/${id}`)
    const told = t('post.watermarked.wallet')
    await expect(author.page.getByRole('heading', { name: 'The harbour' })).toBeVisible()
    await expect(author.page.getByText(told)).toHaveCount(0)

    const fan = await newPerson(browser, reading)
    await fillWallet(fan)
    await buyByScript(await fan.api(), { kind: 'post', postId: id })
    let refusals = 0
    await fan.context.route(`**/api/media/${media}?w=*`, async (route) => {
      refusals += 1
      await (refusals === 1 ? route.fulfill({ status: 503 }) : route.continue())
    })
    await visitSignedIn(fan, `/posts/${id}`)
    await expect(fan.page.getByText(told)).toBeVisible()
    const seen = fan.page.getByRole('img', { name: 'The harbour' })
    await expect.poll(() => seen.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    expect(refusals).toBeGreaterThan(1)
  })
}
