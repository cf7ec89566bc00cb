import { toTag } from './to-tag'

const SHOWN = 6

/** Tags in use that go on as what is typed begins, or have it further on; without those that were taken. */
export function suggestTags(inUse: readonly string[], taken: readonly string[], typed: string): string[] {
  const begun = toTag(typed)
  const others = [...new Set(inUse)].filter((tag) => !taken.includes(tag) && tag !== begun)
  const beginning = others.filter((tag) => tag.startsWith(begun))
  const within = others.filter((tag) => !tag.startsWith(begun) && tag.includes(begun))
  return [...beginning, ...within].slice(0, SHOWN)
}
