import { expect, it } from 'vitest'
import { isWebVtt } from './webvtt'

const CUE = '00:01.000 --> 00:04.000\nNever drink liquid nitrogen.'

it.each([
  `WEBVTT\n\n${CUE}\n`,
  `\uFEFFWEBVTT - some words\r\n\r\n1\r\n${CUE.replace('\n', '\r\n')}\r\n\r\n`,
  `WEBVTT\nKind: captions\n\nNOTE by hand\n\nSTYLE\n::cue { color: red }\n\nintro\n01:00:01.000 --> 01:00:02.500 line:0\nHello\n`,
])('takes a whole file', (text) => {
  expect(isWebVtt(text)).toBe(true)
})

it.each([
  '',
  'WEBVTT',
  'WEBVTT\n\nNOTE nothing is said\n',
  `WEBVTTX\n\n${CUE}`,
  `1\n${CUE}`,
  'WEBVTT\n\n00:04.000 --> 00:01.000\nBackwards',
  'WEBVTT\n\n00:01,000 --> 00:04,000\nA comma, as in SRT',
  'WEBVTT\n\n00:01.000 --> 00:99.000\nNo such second',
  `WEBVTT\n\n${CUE}\n\nwords without a time`,
  '<script>WEBVTT</script>',
])('refuses anything else', (text) => {
  expect(isWebVtt(text)).toBe(false)
})
