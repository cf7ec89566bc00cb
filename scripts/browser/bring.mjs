/** As the bundler writes it: of a file beside this one. */
const DYNAMIC_IMPORT = /\bimport\(([`'"])\.\/([\w.-]+\.js)\1\)/g

/**
 * A script in which what is imported later is asked for with all that it needs, by lib/client/bring-files.ts. `needsOf`
 * answers the files that a file needs, itself among them.
 */
export function bringFilesTogether(code, needsOf) {
  return code.replace(DYNAMIC_IMPORT, (_, _quote, name) => {
    const needs = [...needsOf(name)].filter((other) => other !== name)
    return `fonanaBring(${[name, ...needs].map((file) => JSON.stringify(file)).join()})`
  })
}
