/* Words, as the index and a question have them: in small letters, without their endings, a name whole and in parts.
   `CrossEntropyLoss` is crossentropyloss, cross, entropy and loss; `zero_grad` is zerograd, zero and grad. */

const WORD = /[\p{L}\p{N}_]+(?:[-'’][\p{L}\p{N}_]+)*/gu
const SEAM = /[-_]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/

/* The words of a text as they are written, each with its place. */
export const written = text => [...text.matchAll(WORD)]

/* A written word whole, and its parts if it has several. */
export function partsOf(word) {
  const name = word.replace(/['’]/g, "")
  const parts = name.split(SEAM).filter(part => part.length > 1)
  return { whole: stem(name.replace(/[-_]/g, "")), parts: parts.length > 1 ? parts.map(stem) : [] }
}

const seen = new Map() // most words come again

function termsOfWord(word) {
  const { whole, parts } = partsOf(word)
  const terms = [whole, ...parts].filter(Boolean)
  seen.set(word, terms)
  return terms
}

export const termsOf = text => written(text).flatMap(([word]) => seen.get(word) ?? termsOfWord(word))

/* A word without its ending: enough that shapes, shaped and shaping are one word; never shown to anybody. */
export function stem(word) {
  let short = word.toLowerCase()
  if (short.length < 4 || /\d/.test(short)) return short
  short = short.replace(/(ss|sh|ch|x)es$/, "$1").replace(/ies$/, "y").replace(/(?<=[^suix])s$/, "")
  const bare = short.replace(/(?<=[aeiouy].*..)(?:ing|ed)$|(?<=[aeiouy].+)(?:ing|ed)$/, "")
  if (bare !== short && bare.length > 2) short = bare.replace(/([bdgmnprt])\1$/, "$1")
  short = short.replace(/(?<=...)i[sz](?:e|er|ation)?$/, "iz")
  return short.length > 3 ? short.replace(/e$/, "").replace(/y$/, "i") : short
}
