/**
 * Amounts are `bigint` in the code and integers in JSON. Every field that holds one is named `lamports` or ends
 * in `Lamports`, so that the reader knows which numbers to turn back without knowing the message.
 */
const AMOUNT_KEY = /lamports$/i

function toWire(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

function fromWire(key: string, value: unknown): unknown {
  return typeof value === 'number' && AMOUNT_KEY.test(key) && Number.isSafeInteger(value)
    ? BigInt(value)
    : value
}

export function encodeJson(value: unknown): string {
  return JSON.stringify(value, toWire)
}

/** Throws a SyntaxError when the text is not JSON. */
export function decodeJson(text: string): unknown {
  return JSON.parse(text, fromWire)
}
