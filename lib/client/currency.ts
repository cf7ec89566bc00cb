/** Where people reckon in what, by ISO 3166 and ISO 4217; elsewhere in dollars. */
const EURO = 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK'.split(' ')
const OTHERS: Record<string, string> = {
  AM: 'AMD',
  AR: 'ARS',
  AU: 'AUD',
  BR: 'BRL',
  BY: 'BYN',
  CA: 'CAD',
  CH: 'CHF',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  GE: 'GEL',
  HU: 'HUF',
  ID: 'IDR',
  IL: 'ILS',
  IN: 'INR',
  JP: 'JPY',
  KR: 'KRW',
  KZ: 'KZT',
  MX: 'MXN',
  NO: 'NOK',
  NZ: 'NZD',
  PL: 'PLN',
  RS: 'RSD',
  RU: 'RUB',
  SE: 'SEK',
  SG: 'SGD',
  TH: 'THB',
  TR: 'TRY',
  UA: 'UAH',
  US: 'USD',
  VN: 'VND',
}

/** The first currency of a reader's languages that there is a rate for, or dollars; null where there are none either. */
export function currencyFor(
  languages: readonly string[],
  rates: Readonly<Record<string, number>>,
): string | null {
  const wanted = languages.flatMap((language) => currencyOf(language) ?? [])
  return [...wanted, 'USD'].find((code) => rates[code] !== undefined) ?? null
}

function currencyOf(language: string): string | null {
  try {
    const region = new Intl.Locale(language).maximize().region ?? ''
    return EURO.includes(region) ? 'EUR' : (OTHERS[region] ?? null)
  } catch {
    return null
  }
}
