/** A picture of a post, as it is written in its text; beside what else there is to do with one, as readers count words. */
export const WRITTEN = /!\[[^\]\n]*\]\(\/api\/media\/([\w-]+)(?: +"[^"\n]*")?\)/g

/** The words alone, for who counts them. */
export const withoutWritten = (text: string) => text.replace(WRITTEN, '')
