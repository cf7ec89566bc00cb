import { encodeJson } from '@/lib/schema/json'

/** The text of one JSON array, a line for each of its values, written as they are read. */
export async function* jsonArray(values: AsyncIterable<unknown>): AsyncIterable<string> {
  let separator = '[\n'
  for await (const value of values) {
    yield separator + encodeJson(value)
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}
