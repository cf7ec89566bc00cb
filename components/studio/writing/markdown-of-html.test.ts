import { parseHTML } from 'linkedom'
import { expect, it } from 'vitest'
import { markdownOf } from './markdown-of-html'

const inMarkdown = (html: string) =>
  markdownOf(parseHTML(/<body/.test(html) ? html : `<html><body>${html}</body></html>`).document)

it('takes what Word copies: looks, lists of two levels, a table, and nothing of its own', () => {
  const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1>The long night<o:p></o:p></h1>
<p class=MsoNormal>It was <b style='mso-bidi-font-weight:normal'>very</b> <span
style='mso-spacerun:yes'> </span><i>dark</i>, and <s>cold</s> <b><i>still</i></b>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>One<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span></span><![endif]>Within<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>Two<o:p></o:p></p>
<p class=MsoNormal>Between</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>First</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span><![endif]>Second</p>
<table class=MsoTableGrid border=1><tr><td width=100><p class=MsoNormal>Who<o:p></o:p></p></td><td><p class=MsoNormal>What | how<o:p></o:p></p></td></tr>
<tr><td><p class=MsoNormal><b>Ann</b></p></td><td><p class=MsoNormal>Sings</p></td></tr></table>
<!--EndFragment--></body></html>`
  expect(inMarkdown(html)).toBe(`# The long night

It was **very** *dark*, and ~~cold~~ ***still***.

- One
  - Within
- Two

Between

1. First
2. Second

| Who | What \\| how |
| --- | --- |
| **Ann** | Sings |`)
})

it('takes what Google Docs copies: its wrapper is not bold, its spans are', () => {
  const html = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-6e4d2b1c-7fff-0d5c"><h2 dir="ltr" style="line-height:1.38;margin-top:18pt"><span style="font-size:16pt;font-family:Arial,sans-serif;color:#000000;font-weight:400;font-style:normal;text-decoration:none;white-space:pre-wrap;">A day</span></h2><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;font-weight:400;font-style:normal;text-decoration:none">We </span><span style="font-weight:700;font-style:normal">sold</span><span style="font-weight:700;font-style:normal"> out</span><span style="font-weight:400"> in </span><span style="font-weight:400;font-style:italic">one</span><span style="font-weight:400"> </span><span style="font-weight:400;text-decoration:line-through">week</span><span style="font-weight:400"> hour: </span><a href="https://example.com/a_b" style="text-decoration:none"><span style="color:#1155cc;text-decoration:underline;font-weight:400">the list</span></a></p><br><ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400">One</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span style="font-weight:400">Within</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:700">Two</span></p></li></ul><div dir="ltr" align="left"><table style="border:none"><colgroup><col width="100"><col></colgroup><tbody><tr><td><p dir="ltr"><span style="font-weight:400">A</span></p></td><td><p dir="ltr"><span>B</span></p></td></tr><tr><td><p dir="ltr"><span>1</span></p><p dir="ltr"><span>2</span></p></td><td></td></tr></tbody></table></div></b><br class="Apple-interchange-newline">`
  expect(inMarkdown(html)).toBe(`## A day

We **sold out** in *one* ~~week~~ hour: [the list](https://example.com/a_b)

- One
  - Within
- **Two**

| A | B |
| --- | --- |
| 1 2 |  |`)
})

it('takes what Substack shows: its words, without its buttons and its pictures', () => {
  const html = `<div class="body markup"><h3 class="header-anchor-post">Why now<div class="pencraft header-anchor-parent"><div class="header-anchor offset-top" id="§why-now"></div><button aria-label="Link" class="pencraft"><svg><path d="M0 0"></path></svg></button></div></h3><p>Some <em>good</em> <strong>words</strong><a class="footnote-anchor" href="#footnote-1">1</a>.</p><div class="captioned-image-container"><figure><a class="image-link image2" href="https://substackcdn.com/image/x.png"><div class="image2-inset"><picture><source srcset="https://substackcdn.com/x 1x"><img src="https://substackcdn.com/x" alt=""></picture><div class="image-link-expand"><button>Open</button></div></div></a><figcaption class="image-caption">The river</figcaption></figure></div><blockquote><p>Said once.</p><p>And again.</p></blockquote><div class="subscription-widget-wrap"><form><input type="email"></form><p>Thanks for reading!</p></div><p class="button-wrapper"><a class="button primary" href="https://x.substack.com/subscribe"><span>Subscribe now</span></a></p><pre><code>let a = 1
let b</code></pre><hr><ol><li><p>One</p></li><li><p>Two</p></li></ol></div>`
  expect(inMarkdown(html)).toBe(`### Why now

Some *good* **words**1.

The river

> Said once.
>
> And again.

\`\`\`
let a = 1
let b
\`\`\`

---

1. One
2. Two`)
})

it.each([
  ['words without looks', '<p><span style="color:red">Only words</span></p>'],
  [
    'what an editor of code copies',
    '<div style="font-family: Menlo, monospace;white-space: pre;"><div><b>const</b></div></div>',
  ],
  ['pictures alone', '<p><img src="https://example.com/a.png"></p>'],
])('leaves %s to the plain text', (_, html) => {
  expect(inMarkdown(html)).toBeNull()
})

it('writes no mark that is none: blanks stay outside, and what looks like a mark is one no more', () => {
  expect(inMarkdown('<p>a<b> b </b>c <a href="https://e.x">d</a></p>')).toBe('a **b** c [d](https://e.x)')
  expect(inMarkdown('<p><i>x</i> 2*3*4 and # no</p>')).toBe('*x* 2\\*3\\*4 and # no')
  expect(inMarkdown('<p><b>1.</b></p><p>1. no list</p>')).toBe('**1.**\n\n1\\. no list')
})

it('leads nowhere but to the web and to mail', () => {
  const html =
    '<p><b>a</b> <a href="javascript:alert(1)">b</a> <a href="file:///c">c</a> <a href="mailto:a@b.c">d</a></p>'
  expect(inMarkdown(html)).toBe('**a** b c [d](mailto:a@b.c)')
})

it('keeps a blank that no line is broken at between two words', () => {
  expect(inMarkdown('<p>В&nbsp;2024&nbsp; году <b>да</b></p>')).toBe('В\u00a02024 году **да**')
})
