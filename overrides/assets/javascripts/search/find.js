/* From the index and a question to answers, without a page: what ranks before what is decided here. */

import MiniSearch from "./minisearch.js"
import { isNear, partsOf, stem, termsOf, written } from "./words.js"

const FIELDS = { title: 6, also: 2, code: 1.5, text: 1, place: 0.5, output: 0.4 }
const [ALL, SAID, TITLE] = [Object.keys(FIELDS), Object.keys(FIELDS).filter(f => f !== "output"), ["title"]].map(a => new Set(a))
const KINDS = { error: 1.4, term: 1.25, page: 1.1, section: 1, plain: 0.5 }
const MOST = 20 // answers
const OF_A_PAGE = 3
const LENGTH = 150 // of the line of context
// What a question has and its answer need not have: the first is not looked for, the second only ranks.
const ASIDE = stems(`a about am after an and any are as at be been before but by can convert could did do does error for
  from get gets getting give gives go goes going got had has have help how i if in into is it its keep keeps line me mean
  means my no not of on or over problem pytorch should so than that the their then there these this to torch trying use
  using want was way we what when where which while why will with work would you your`)
const LOOSE = stems(`actually all always best better between call check compare correct correctly cause code difference
  every example exactly explain explained find fix good just know like make many missing more most much need
  only print properly really right see show simple solve still tutorial understand understanding used useful usage
  versus very vs wrong`)

function stems(words) {
  return new Set(words.split(/\s+/).map(stem))
}

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
      tokenize: term => [term] // a question comes in terms
    }
  })
  const placed = entries.map((entry, id) => ({ id, ...entry, place: placeOf(entry, pages).join(" ") }))
  await index.addAllAsync(placed, { chunkSize: 16 }) // so that the page stays awake
  const clauses = clausesOf(known, same)
  const hits = query => new Map(index.search(query).map(one => [one.id, one]))
  return question => {
    const asked = clauses(question).map(clause => ({ ...clause, hits: hits(clause), partly: hits({ queries: clause.inParts }) }))
    const told = asked.filter(clause => clause.isTold)
    const lacks = told.filter(({ hits }) => !hits.size).map(({ word }) => word)
    const ids = [...new Set(asked.flatMap(({ hits, partly }) => [...hits.keys(), ...partly.keys()]))]
    const found = ids.map(id => rated(id, asked, told, entries[id])).sort(byRank)
    const count = found.filter(({ isWhole }) => isWhole).length
    return { answers: few(found, entries).map(one => answer(one, entries[one.id], pages)), count, lacks }
  }
}

/* All words come before some; then more before fewer. */
const byRank = (one, other) => other.isWhole - one.isWhole || other.score - one.score

/* What an entry has of a question. A heading that says nothing but what was asked is the answer, before one that says it
   among other things, or that says but a part of it. */
function rated(id, asked, told, { title }) {
  const match = Object.assign({}, ...asked.flatMap(({ hits, partly }) => [partly.get(id)?.match, hits.get(id)?.match]))
  const sum = asked.reduce((score, { hits, partly }) => score + (hits.get(id)?.score ?? 0) + (partly.get(id)?.score ?? 0), 0)
  const shareOf = (all, isOne) => all.filter(isOne).length / (all.length || 1)
  const shareIn = fields => shareOf(told, ({ hits }) => Object.values(hits.get(id)?.match ?? {}).flat().some(one => fields.has(one)))
  const words = written(title).map(([word]) => termsOf(word)).filter(([whole]) => !ASIDE.has(whole))
  const ofTitle = shareOf(words, terms => terms.some(term => match[term]?.includes("title")))
  return { id, match, isWhole: shareIn(SAID) === 1, score: sum * shareIn(ALL) * (1 + 3 * ofTitle * Math.sqrt(shareIn(TITLE))) }
}

/* For each word of a question, all that may stand for it. A word that the index lacks may be misspelt, and two words
   may be one there: feed forward, zero grad. */
function clausesOf(known, same) {
  const others = new Map(Object.entries(same).map(([word, texts]) => [stem(word), texts.map(text => every(termsOf(text)))]))
  return question => {
    const written_ = written(question).map(([word]) => word)
    const words = written_.map(partsOf)
    const joined = words.slice(1).map(({ whole }, at) => stem(words[at].whole + whole))
    const clauses = words.map(({ whole, parts }, at) => {
      const pairs = joined.slice(Math.max(at - 1, 0), at + 1).filter(pair => known.has(pair))
      const queries = [nearly(whole, known), ...pairs.map(pair => weighing(2, exactly(pair))), ...(others.get(whole) ?? [])]
      const inParts = parts.length ? [every(parts, part => (known.has(part) ? exactly(part) : nearly(part, known)))] : []
      if (!known.has(whole)) queries.push(...inParts)
      const [isAside, isLoose] = [ASIDE, LOOSE].map(set => !pairs.length && set.has(whole))
      return { combineWith: "OR", queries, inParts, word: written_[at], isAside, isTold: !isAside && !isLoose }
    })
    const kept = clauses.filter(clause => !clause.isAside)
    if (kept.some(clause => clause.isTold)) return kept
    return (kept.length ? kept : clauses).map(clause => ({ ...clause, isTold: true }))
  }
}

const exactly = term => ({ combineWith: "OR", queries: [term] })
const every = (terms, query = exactly) => ({ combineWith: "AND", queries: terms.map(query) })

const weighing = (weight, query) => ({ ...query, boostTerm: () => weight })

/* Words that begin with a term; for one that the index lacks, also those from which it is but a slip or two away. */
function nearly(term, known) {
  const begun = { ...exactly(term), prefix: term.length > (known.has(term) ? 3 : 2) }
  if (known.has(term) || term.length < 4 || /\d/.test(term)) return begun
  const slips = term.length > 7 ? 2 : 1
  const near = [...known].filter(other => other[0] === term[0] && isNear(term, other, slips))
  return { combineWith: "OR", queries: [begun, ...near.map(other => weighing(0.4, exactly(other)))] }
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
