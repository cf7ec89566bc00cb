import { commonmarkLanguage } from '@codemirror/lang-markdown'
import { Language } from '@codemirror/language'
import { Autolink, type MarkdownParser, Strikethrough, Table } from '@lezer/markdown'

/** CommonMark as lib/domain/posts/markdown.ts reads it: with what GitHub adds, without HTML, and what is set in is no code. */
const parser = (commonmarkLanguage.parser as MarkdownParser).configure([
  Table,
  Strikethrough,
  Autolink,
  { remove: ['IndentedCode', 'HTMLBlock', 'HTMLTag'] },
])

/** The commands of the package know a text of this language by `data`. */
export const markdownLanguage = new Language(commonmarkLanguage.data, parser, [], 'markdown')
