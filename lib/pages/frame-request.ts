/** With it Next renders a page without the site: what stands around it. Never taken from outside. */
export const FRAME_HEADER = 'x-fonana-frame'

/** What stands there for the site, alone in its element. */
export const SITE_MARK = 'Fonana/Frame/Site/Mark'
