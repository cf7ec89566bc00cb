import { expect, it } from 'vitest'
import { UploadPlaces } from './upload-places'

it('are ten for a user and sixty in all, and free again when an upload ends, however it ends', async () => {
  const places = new UploadPlaces()
  const ends: (() => void)[] = []
  const hold = (user: string) =>
    places.during(
      user,
      () => new Promise<void>((resolve, reject) => ends.push(ends.length % 2 ? resolve : reject)),
    )
  const held: Promise<void>[] = []
  for (let user = 0; user < 6; user += 1)
    for (let count = 0; count < 10; count += 1) held.push(hold(String(user)))

  const retry = { extra: { retryAfterSeconds: expect.any(Number) } }
  await expect(hold('0')).rejects.toMatchObject({ code: 'too_many_uploads', ...retry })
  await expect(hold('another')).rejects.toMatchObject({ code: 'uploads_busy', ...retry })

  for (const end of ends) end()
  await Promise.allSettled(held)
  expect(await places.during('0', async () => 'kept')).toBe('kept')
})
