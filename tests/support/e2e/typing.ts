import type { Locator } from '@playwright/test'

/** As who selects everything and types: `fill` types before the editor has heard of what was selected. */
export async function writeInstead(box: Locator, text: string): Promise<void> {
  await box.press('ControlOrMeta+a')
  await box.page().keyboard.insertText(text)
}
