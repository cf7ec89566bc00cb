import { LIMITS } from '@/lib/schema/limits'

/** What was typed, as a tag: blanks become hyphens, and what no tag may have is left out. Empty where nothing remains. */
export function toTag(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .trim()
    .replace(/\s+/gu, '-')
    .replace(/[^\p{L}\p{M}\p{N}-]/gu, '')
    .slice(0, LIMITS.tag)
    .replace(/^-+|-+$/g, '')
}
