import { describe, expect, it } from 'vitest'
import { isSamePlace, readStoragePlace } from './storage-place'

const placeOf = (text: string) => {
  const place = readStoragePlace(text)
  return place.kind === 'disk' ? 'disk' : `${place.url.href} ${place.region} ${place.direct}`
}

describe('where media are kept', () => {
  it.each([
    ['disk', 'disk'],
    ['s3://media', 'https://media.s3.us-east-1.amazonaws.com/ us-east-1 true'],
    ['s3://media?region=eu-central-1', 'https://media.s3.eu-central-1.amazonaws.com/ eu-central-1 true'],
    ['s3://media?endpoint=https://x.example&region=auto', 'https://media.x.example/ auto true'],
    ['s3://media?endpoint=https://x.example&pathStyle=1', 'https://x.example/media us-east-1 true'],
    ['s3://media?endpoint=https://x.example/s3/&pathStyle=1', 'https://x.example/s3/media us-east-1 true'],
    ['s3://media?endpoint=http%3A%2F%2Fminio%3A9000&direct=0', 'http://media.minio:9000/ us-east-1 false'],
    // There no name can be put before it.
    ['s3://media/?endpoint=http://127.0.0.1:9000', 'http://127.0.0.1:9000/media us-east-1 true'],
    ['s3://media?endpoint=http://[::1]:9000', 'http://[::1]:9000/media us-east-1 true'],
    ['s3://media?endpoint=http://localhost:9000', 'http://localhost:9000/media us-east-1 true'],
  ])('is read: %s', (text, place) => {
    expect(placeOf(text)).toBe(place)
  })

  it.each([
    ['', 'disk'],
    ['/var/media', 'disk'],
    ['https://media.example', 's3://bucket'],
    ['s3://', 'bucket'],
    ['s3://a', 'bucket'],
    ['s3://Media_1', 'bucket'],
    ['s3://media/folder', 'folder'],
    ['s3://media#x', 'folder'],
    ['s3://key:s3cr3t@media', 'AWS_SECRET_ACCESS_KEY'],
    ['s3://media?endpoint=minio:9000', 'endpoint'],
    ['s3://media?endpoint=http://u:s3cr3t@minio', 'endpoint'],
    ['s3://media?pathStyle=yes', 'pathStyle'],
    ['s3://media?secret=s3cr3t', 'endpoint, region, pathStyle, direct'],
  ])('is refused with what is wrong, and no value: %s', (text, said) => {
    let message = ''
    try {
      readStoragePlace(text)
    } catch (error) {
      message = error instanceof RangeError ? error.message : ''
    }
    expect(message).toContain(said)
    expect(message).not.toContain('s3cr3t')
  })

  it('is the same, however it is written', () => {
    const written = 's3://media?endpoint=http://127.0.0.1:9000'
    expect(isSamePlace(readStoragePlace(written), readStoragePlace(`${written}&pathStyle=1`))).toBe(true)
    expect(isSamePlace(readStoragePlace(written), readStoragePlace('disk'))).toBe(false)
  })
})
