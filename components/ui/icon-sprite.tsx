'use client'

import { SHAPES } from './icon-shapes'

const ID = 'icons'

/**
 * The shapes of all icons, once in each page. In a file of its own they would come a second after the text on a slow line:
 * browsers ask for it after all pictures, whatever is preloaded. The server alone writes them, so that no script has to
 * bring them again: here they are what stands in the page.
 */
export function IconSprite() {
  const shapes = typeof window === 'undefined' ? SHAPES : (document.getElementById(ID)?.innerHTML ?? '')
  return (
    <svg
      id={ID}
      aria-hidden="true"
      className="hidden"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawings, from the repository
      dangerouslySetInnerHTML={{ __html: shapes }}
    />
  )
}
