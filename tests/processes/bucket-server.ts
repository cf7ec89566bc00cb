import { randomUUID } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'

const require = createRequire(import.meta.url)
const S3rver = require('@20minutes/s3rver')
const FilesystemStore: new (
  folder: string,
) => {
  putContent(path: string, content: Readable): Promise<unknown>
} = require('@20minutes/s3rver/lib/stores/filesystem')

/** As stores in earnest do, it has a file whole or not at all. By itself it writes where others read. */
class WholeFiles extends FilesystemStore {
  override async putContent(path: string, content: Readable | Buffer): Promise<unknown> {
    const aside = `${path}.${randomUUID()}`
    const facts = await super.putContent(aside, Buffer.isBuffer(content) ? Readable.from([content]) : content)
    await rename(aside, path)
    return facts
  }
}

// A server that speaks S3, on a folder, until it is killed; says at which port. Its own names for the keys: see its helper.
const [port = '0', folder = '', bucket = ''] = process.argv.slice(2)
const server = new S3rver({
  address: '127.0.0.1',
  port: Number(port),
  directory: folder,
  silent: true,
  configureBuckets: [{ name: bucket }],
})
server.store = server.context.store = new WholeFiles(folder)
console.log((await server.run()).port)
