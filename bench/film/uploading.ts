import { createReadStream, statSync } from 'node:fs'

const TUS = { 'tus-resumable': '1.0.0' }

/** Who sends to which server. */
export interface Uploader {
  url: string
  token: string
}

/** Begins an upload of this file. Answers its address. */
export async function begin({ url, token }: Uploader, path: string): Promise<string> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...TUS,
    'upload-length': String(statSync(path).size),
    'upload-metadata': `filetype ${Buffer.from('video/mp4').toString('base64')}`,
  }
  const reply = await fetch(`${url}/api/uploads`, { method: 'POST', headers })
  await expectStatus(reply, 201)
  return url + reply.headers.get('location')
}

/** Sends the first so many bytes of it in one part. */
export async function send(
  { url, token }: Uploader,
  place: string,
  path: string,
  bytes: number,
): Promise<Response> {
  const body = createReadStream(path, { end: bytes - 1 }) as unknown as BodyInit
  const headers = {
    authorization: `Bearer ${token}`,
    ...TUS,
    'content-type': 'application/offset+octet-stream',
    'content-length': String(bytes),
    'upload-offset': '0',
    origin: url,
  }
  const reply = await fetch(place, { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit)
  await expectStatus(reply, 204)
  return reply
}

/** The id of what it has become. */
export async function upload(uploader: Uploader, path: string): Promise<string> {
  const reply = await send(uploader, await begin(uploader, path), path, statSync(path).size)
  return reply.headers.get('fonana-media-id') ?? ''
}

/** Sends most of it to this address, and gives it up. */
export async function sendInVain(uploader: Uploader, place: string, path: string): Promise<void> {
  await send(uploader, place, path, statSync(path).size - 1)
  const headers = { authorization: `Bearer ${uploader.token}`, ...TUS }
  await expectStatus(await fetch(place, { method: 'DELETE', headers }), 204)
}

/** What is refused costs the server nothing, and would be measured as if it did. */
async function expectStatus(reply: Response, status: number): Promise<void> {
  if (reply.status !== status) throw new Error(`${reply.url}: ${reply.status} ${await reply.text()}`)
}
