import { describe, expect, it } from 'vitest'
import { ERRORS, type ErrorCode, REASONS } from '@/lib/errors'
import { FIELD_CODES } from '@/lib/schema/field-issues'
import { translatorIn } from './dictionaries'
import { wordFields } from './fields'
import { formatsIn } from './formats'
import { wordProblem } from './problem'

const en = translatorIn('en')
const ru = translatorIn('ru')
const CODES = Object.keys(ERRORS) as ErrorCode[]

describe('what was refused', () => {
  it('has words, every code and every reason of the table', () => {
    const reasons = Object.entries(REASONS).flatMap(([code, all]) => all.map((reason) => `${code}.${reason}`))
    const wanting = [...CODES, 'offline', ...reasons].filter((code) => !en.has(`problem.${code}`))
    expect(wanting).toEqual([])
  })

  it('is said in English as the API says it', () => {
    for (const code of CODES) {
      expect(wordProblem({ code }, en)).toBe(ERRORS[code].title)
      expect(wordProblem({ code, title: 'Title' }, en)).toBe('Title')
      expect(wordProblem({ code, title: 'Title', detail: 'What it is.' }, en)).toBe('What it is.')
    }
  })

  it('is said by its code in another language, and by its reason where there is one', () => {
    const refused = { code: 'unsupported_media', detail: 'In English.' } as const
    expect(wordProblem(refused, ru)).toBe('Этот файл не подходит')
    expect(wordProblem({ ...refused, reason: 'damaged' }, ru)).toBe('Файл повреждён.')
    const extra = { format: 'PNG', megapixels: 50 }
    expect(wordProblem({ ...refused, reason: 'too_large', extra }, ru)).toBe(
      'Слишком большой кадр: в PNG может быть до 50\u00a0мегапикселей.',
    )
  })

  it('has words where a newer server names what an older page does not know', () => {
    expect(wordProblem({ code: 'locked', detail: 'x', reason: 'new' }, ru)).toBe(
      'Эта публикация для вас пока закрыта',
    )
    expect(wordProblem({ code: 'new' as ErrorCode, detail: 'x' }, ru)).toBe('Что-то пошло не так')
  })
})

describe('what is wrong with a field', () => {
  const formats = formatsIn('ru', 'UTC')

  it('has words, every code of the table', () => {
    expect(FIELD_CODES.filter((code) => !en.has(`field.${code}`))).toEqual([])
  })

  it('is said in the reader’s language', () => {
    const said = wordFields(
      {
        errors: { title: ['Too long', 'Two lines'], price: ['Too low'] },
        issues: {
          title: [{ code: 'too_long', max: 21 }, { code: 'not_one_line' }],
          price: [{ code: 'price_too_low', minLamports: 1_000_000n }],
        },
      },
      ru,
      formats,
    )
    expect(said).toEqual({
      title: ['Не больше 21 символа', 'Уместите в одну строку'],
      price: ['Не меньше 0,001 SOL'],
    })
  })

  it('is what the server says where there are no words for it', () => {
    const errors = { title: ['In English'], body: ['Also'] }
    expect(wordFields({ errors }, ru, formats)).toEqual(errors)
    const issues = { title: [{ code: 'new' as 'taken' }] }
    expect(wordFields({ errors, issues }, ru, formats)).toEqual(errors)
  })
})
