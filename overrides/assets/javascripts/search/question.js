/* From a question to queries: one for each of its words, with all that may stand for the word. */

import { isNear, joined, partsOf, stem, termsOf, written } from "./words.js"

const stems = words => new Set(words.split(/\s+/).map(stem))

// Words that are not looked for, and words that an answer need not have but is better for.
export const ASIDE = stems(`a about am after an and any are as at be been before but by can convert could did do does error
  for from get gets getting give gives go goes going got had has have help how i if in into is it its keep keeps line me
  mean means my no not of on or over problem pytorch should so than that the their then there these this to torch trying
  use using want was way we what when where which while why will with work would you your`)
const LOOSE = stems(`across actually again all along also always best better between both call cause check code compare correct
  correctly difference during each either else even ever every exactly example explain explained find fix good here just
  know like make many matter missing more most much must need only own possible print properly really right see show
  simple since solve some still such too tutorial understand understanding until used useful usage versus very via vs
  whether without wrong`)

/* A function from a question to `{word, query, inParts, isTold}` for each word; an answer has all words that are told. */
export function asker(known, same) {
  const others = new Map(Object.entries(same).map(([word, texts]) => [stem(word), texts.map(text => every(termsOf(text)))]))
  return question => {
    const words = written(question).map(([word]) => word)
    const pairs = words.slice(1).map((word, at) => joined(words[at], word))
    const asked = words.map((word, at) => {
      const { whole, parts } = partsOf(word)
      const inPairs = pairs.slice(Math.max(at - 1, 0), at + 1).filter(pair => known.has(pair)) // zero grad
      const inParts = any(parts.length ? [every(parts, part => (known.has(part) ? exactly(part) : nearly(part, known)))] : [])
      const queries = [nearly(whole, known), ...inPairs.map(pair => weighing(2, exactly(pair))), ...(others.get(whole) ?? [])]
      const query = any(known.has(whole) ? queries : [...queries, inParts])
      const [isAside, isLoose] = [ASIDE, LOOSE].map(set => !inPairs.length && set.has(whole))
      return { word, query, inParts, isAside, isTold: !isAside && !isLoose }
    })
    const kept = asked.filter(one => !one.isAside)
    if (kept.some(one => one.isTold)) return kept
    return (kept.length ? kept : asked).map(one => ({ ...one, isTold: true }))
  }
}

/* Words that begin with a term. For one that the index lacks, also those that begin with its letter and are but a slip
   away, or two if it is long. */
function nearly(term, known) {
  const begun = { ...exactly(term), prefix: term.length > (known.has(term) ? 3 : 2) }
  if (known.has(term) || term.length < 4 || /\d/.test(term)) return begun
  const near = [...known].filter(other => other[0] === term[0] && isNear(term, other, term.length > 7 ? 2 : 1))
  return any([begun, ...near.map(other => weighing(0.4, exactly(other)))])
}

const any = queries => ({ combineWith: "OR", queries })
const exactly = term => any([term])
const every = (terms, query = exactly) => ({ combineWith: "AND", queries: terms.map(query) })
const weighing = (weight, query) => ({ ...query, boostTerm: () => weight })
