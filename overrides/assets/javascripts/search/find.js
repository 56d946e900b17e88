/* From the index and a question to answers, without a page: what ranks before what is decided here. */

import MiniSearch from "./minisearch.js"
import { partsOf, stem, termsOf, written } from "./words.js"

const FIELDS = { title: 6, also: 2, code: 1.5, text: 1, place: 0.5, output: 0.4 }
const KINDS = { error: 1.4, term: 1.25, page: 1.1, section: 1, plain: 0.5 }
const MOST = 20 // answers
const OF_A_PAGE = 3
const LENGTH = 150 // of the line of context
// What a question has and its answer need not have.
const ASIDE = new Set(
  `a about am after an and any are as at be been before but by can convert could did do does error for from get gets getting give gives go goes going got
  had has have help how i if in into is it its keep keeps line me mean means my no not of on or over problem
  pytorch should so than that the their then there these this to torch trying use using want was way what when where
  which while why will with work would you your`
    .split(/\s+/)
    .map(stem)
)

/* The search over what the build wrote: a function from a question to `{answers, count}`. */
export async function finder({ pages, entries, same }) {
  const known = new Set()
  const index = new MiniSearch({
    idField: "id",
    fields: Object.keys(FIELDS),
    tokenize: termsOf,
    processTerm: (term, field) => (field && known.add(term), term),
    searchOptions: {
      boost: FIELDS,
      boostDocument: id => KINDS[entries[id].kind],
      maxFuzzy: 2,
      tokenize: term => [term] // a question comes in terms
    }
  })
  const placed = entries.map((entry, id) => ({ id, ...entry, place: placeOf(entry, pages).join(" ") }))
  await index.addAllAsync(placed, { chunkSize: 16 }) // so that the page stays awake
  const clauses = clausesOf(known, same)
  return question => {
    const asked = clauses(question).filter(clause => index.search(clause).length)
    if (!asked.length) return { answers: [], count: 0 }
    const all = byHeading(index.search({ combineWith: "AND", queries: asked }), entries)
    const some = byHeading(index.search({ queries: asked.flatMap(clause => [clause, ...clause.inParts]) }), entries)
    const whole = new Set(all.map(({ id }) => id))
    const found = [...all, ...some.filter(({ id }) => !whole.has(id))]
    return { answers: few(found, entries).map(one => answer(one, entries[one.id], pages)), count: all.length }
  }
}

/* For each word of a question, all that may stand for it. A word that the index lacks may be misspelt, and two words
   may be one there: feed forward, zero grad. */
function clausesOf(known, same) {
  const others = new Map(Object.entries(same).map(([word, texts]) => [stem(word), texts.map(text => every(termsOf(text)))]))
  return question => {
    const words = written(question).map(([word]) => partsOf(word))
    const joined = words.slice(1).map(({ whole }, at) => stem(words[at].whole + whole))
    const clauses = words.map(({ whole, parts }, at) => {
      const pairs = joined.slice(Math.max(at - 1, 0), at + 1).filter(pair => known.has(pair))
      const queries = [nearly(whole, known), ...pairs.map(pair => weighing(2, exactly(pair))), ...(others.get(whole) ?? [])]
      const inParts = parts.length ? [every(parts, part => (known.has(part) ? exactly(part) : nearly(part, known)))] : []
      if (!known.has(whole)) queries.push(...inParts)
      return { combineWith: "OR", queries, inParts, isAside: !pairs.length && ASIDE.has(whole) }
    })
    const told = clauses.filter(clause => !clause.isAside)
    return told.length ? told : clauses
  }
}

const exactly = term => ({ combineWith: "OR", queries: [term] })
const every = (terms, query = exactly) => ({ combineWith: "AND", queries: terms.map(query) })

const weighing = (weight, query) => ({ ...query, boostTerm: () => weight })

const nearly = (term, known) => ({
  ...exactly(term),
  prefix: term.length > (known.has(term) ? 3 : 2),
  fuzzy: !known.has(term) && term.length > 3 && !/\d/.test(term) && 0.25
})

/* A heading that says nothing but what was asked is the answer, before one that says it among other things. */
function byHeading(found, entries) {
  const share = ({ id, match }) => {
    const words = written(entries[id].title).map(([word]) => termsOf(word)).filter(([whole]) => !ASIDE.has(whole))
    return words.filter(terms => terms.some(term => match[term]?.includes("title"))).length / (words.length || 1)
  }
  const scores = new Map(found.map(one => [one.id, one.score * (1 + 3 * share(one))]))
  return found.toSorted((one, other) => scores.get(other.id) - scores.get(one.id))
}

const placeOf = ({ page, kind }, pages) =>
  [pages[page].in, kind === "page" ? "" : pages[page].title].filter(Boolean)

function few(found, entries) {
  const counts = {}
  return found.filter(({ id }) => (counts[entries[id].page] = (counts[entries[id].page] ?? 0) + 1) <= OF_A_PAGE).slice(0, MOST)
}

/* What the reader sees of a result. `passage` is the line of the page that is shown, if it is one. */
function answer({ id, match, score }, entry, pages) {
  const terms = new Set(Object.keys(match))
  return { at: entry.at, place: placeOf(entry, pages), title: marked(entry.title, terms), score, ...context(entry, terms) }
}

function context(entry, terms) {
  const lines = ["text", "also", "output"].flatMap(field => (entry[field] ?? "").split("\n"))
  const counts = lines.map(line => new Set(termsOf(line).filter(term => terms.has(term))).size)
  const best = entry.kind === "term" ? 0 : counts.indexOf(Math.max(...counts)) // a term is explained by its first line
  if (counts[best] || entry.kind === "term") {
    const { passage, isInner } = cut(lines[best], terms)
    return { context: [{ text: isInner ? "… " : "" }, ...marked(passage, terms)], passage }
  }
  const names = (entry.code ?? "").split(" ").filter(name => termsOf(name).some(term => terms.has(term)))
  if (names.length) return { context: marked(names.slice(0, 6).join(", "), terms) }
  return { context: [{ text: lines[0].slice(0, LENGTH) }] }
}

/* A line from a little before its first marked word on, in whole words. */
function cut(line, terms) {
  const words = written(line)
  const first = Math.max(words.findIndex(([word]) => termsOf(word).some(term => terms.has(term))), 0)
  const start = words[first].index + words[first][0].length < LENGTH ? 0 : words[Math.max(first - 5, 0)].index
  const last = words.filter(({ index, 0: word }) => index + word.length <= start + LENGTH).at(-1)
  const end = line.length <= start + LENGTH ? line.length : last.index + last[0].length
  return { passage: line.slice(start, end), isInner: start > 0 }
}

/* A text in pieces, of which some are marked. */
export function marked(text, terms) {
  const pieces = []
  let at = 0
  for (const { 0: word, index } of written(text)) {
    if (!termsOf(word).some(term => terms.has(term))) continue
    pieces.push({ text: text.slice(at, index) }, { text: word, isMarked: true })
    at = index + word.length
  }
  return [...pieces, { text: text.slice(at) }].filter(piece => piece.text)
}
