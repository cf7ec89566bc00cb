import { expect, it } from 'vitest'
import { bringFilesTogether } from './bring.mjs'

const NEEDS: Record<string, string[]> = {
  'pay-1_a.js': ['pay-1_a.js', 'money-2.js'],
  'qr-3.js': ['qr-3.js'],
}

it('asks for what is imported later with all that it needs, and leaves what is imported at once', () => {
  const code = 'import{a}from"./base.js";const b=()=>import(`./pay-1_a.js`),c=import("./qr-3.js"),d=import(e)'
  expect(bringFilesTogether(code, (name: string) => NEEDS[name])).toBe(
    'import{a}from"./base.js";const b=()=>fonanaBring("pay-1_a.js","money-2.js"),c=fonanaBring("qr-3.js"),d=import(e)',
  )
})
