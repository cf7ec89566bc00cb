/** The texts of these bytes, which have to be whole text frames as a server sends them. */
export function textsOf(bytes: Buffer): string[] {
  const texts: string[] = []
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] !== 0x81) throw new Error(`not a text frame at ${at}`)
    const short = bytes.readUInt8(at + 1)
    const header = short < 126 ? 2 : short === 126 ? 4 : 10
    const length =
      header === 2 ? short : header === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
    const end = at + header + length
    if (end > bytes.length) throw new Error(`the frame at ${at} is cut off`)
    texts.push(bytes.toString('utf8', at + header, end))
    at = end
  }
  return texts
}
