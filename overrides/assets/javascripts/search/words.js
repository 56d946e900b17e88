/* Words, as the index and a question have them: in small letters, without their endings, a name whole and in parts.
   `CrossEntropyLoss` is crossentropyloss, cross, entropy and loss; `zero_grad` is zerograd, zero and grad; `loss.item` is
   loss, item and lossitem. */

const WORD = /[\p{L}\p{N}_]+(?:[-'’][\p{L}\p{N}_]+)*/gu
const DOTTED = /(?<!\w)([A-Za-z_]\w+)(?=\.([A-Za-z_]\w+))/g
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

export function termsOf(text) {
  const words = written(text)
  const terms = words.flatMap(([word]) => seen.get(word) ?? termsOfWord(word))
  for (const [, one, other] of text.matchAll(DOTTED)) terms.push(joined(one, other))
  return terms
}

/* Two words as one: a name with a point, and what a question parts and the pages join. */
export const joined = (one, other) => stem(partsOf(one).whole + partsOf(other).whole)

/* A word without its ending: enough that shapes, shaped and shaping are one word; never shown to anybody. */
export function stem(word) {
  let short = word.toLowerCase()
  if (short.length < 4 || /\d/.test(short)) return short
  short = short.replace(/(ss|sh|ch|x)es$/, "$1").replace(/ies$/, "y").replace(/(?<=[^suix])s$/, "")
  const bare = short.replace(/(?<=[aeiouy].*..)(?:ing|ed)$|(?<=[aeiouy].+)(?:ing|ed)$/, "")
  if (bare !== short && bare.length > 2) short = bare.replace(/([bdgmnprt])\1$/, "$1")
  short = short.replace(/(?<=...)i[sz](?:e|er|ation)?$/, "iz")
  short = short.replace(/(?<=....[st])ion$/, "")
  return short.length > 3 ? short.replace(/e$/, "").replace(/y$/, "i") : short
}

/* Whether at most so many slips lie between two words: a letter too many, one too few, another one, or two swapped. */
export function isNear(one, other, slips) {
  if (Math.abs(one.length - other.length) > slips) return false
  let [before, row] = [[], [...Array(other.length + 1).keys()]]
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]))
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (isSwapped) next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    ;[before, row] = [row, next]
  }
  return row[other.length] <= slips
}
