import assert from 'node:assert/strict'

const END = 0x06054b50
const ENTRY = 0x02014b50
const END_BYTES = 22
const STORED = 0

/** The files in a ZIP that makes nothing smaller, by its directory: APPNOTE 4.3.12. */
export function filesInZip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - END_BYTES
  assert.equal(zip.readUInt32LE(end), END)
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(zip.readUInt32LE(at), ENTRY)
    assert.equal(zip.readUInt16LE(at + 10), STORED)
    const size = zip.readUInt32LE(at + 20)
    const [name, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    files.set(zip.toString('utf8', at + 46, at + 46 + name), zip.subarray(from, from + size))
    at += 46 + name + extra + comment
  }
  return files
}
