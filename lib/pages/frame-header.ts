/** With it Next renders the frame of a page: nobody's, and without anything that is read. Never taken from outside. */
export const FRAME_HEADER = 'x-fonana-frame'
