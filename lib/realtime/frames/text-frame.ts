const FINAL_TEXT = 0x81
/** Up to here the length stands in the second byte; above, in two or eight further ones. */
const SHORT_MAX = 125
const MEDIUM_MAX = 0xffff
const MEDIUM = 126
const LONG = 127

/**
 * A text as one whole WebSocket frame, as a server sends it: unmasked, unfragmented.
 * https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
export function encodeTextFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text)
  const header = bytes <= SHORT_MAX ? 2 : bytes <= MEDIUM_MAX ? 4 : 10
  const frame = Buffer.allocUnsafe(header + bytes)
  frame[0] = FINAL_TEXT
  if (bytes <= SHORT_MAX) {
    frame[1] = bytes
  } else if (bytes <= MEDIUM_MAX) {
    frame[1] = MEDIUM
    frame.writeUInt16BE(bytes, 2)
  } else {
    frame[1] = LONG
    frame.writeUInt16BE(0, 2)
    frame.writeUIntBE(bytes, 4, 6)
  }
  frame.write(text, header)
  return frame
}
