/** The site's own long texts, each at the address of its name. */
export const TEXT_NAMES = ['help', 'terms', 'privacy', 'rules', 'imprint'] as const
export type TextName = (typeof TEXT_NAMES)[number]

export function readTextName(name: string): TextName | null {
  return TEXT_NAMES.find((each) => each === name) ?? null
}
