/* From the index and a question to answers, without a page: what ranks before what is decided here. */

import MiniSearch from "./minisearch.js"
import { asker, ASIDE } from "./question.js"
import { termsOf, written } from "./words.js"

const FIELDS = { title: 6, also: 2, code: 1.5, text: 1, place: 0.5, output: 0.4 }
const KINDS = { error: 1.4, term: 1.25, page: 1.1, section: 1, plain: 0.5 }
const MOST = 20 // answers
const OF_A_PAGE = 3
const LENGTH = 150 // of the line of context

/* The search over what the build wrote: a function from a question to `{answers, lacks}`, its words that are nowhere. */
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
  const ask = asker(known, same)
  const hits = query => new Map(index.search(query).map(one => [one.id, one]))
  return question => {
    const asked = ask(question).map(one => ({ ...one, hits: hits(one.query), parts: hits(one.inParts) }))
    const told = asked.filter(({ isTold }) => isTold)
    const lacks = told.filter(({ hits }) => !hits.size).map(({ word }) => word)
    if (lacks.length === told.length) return { answers: [], lacks }
    const ids = new Set(asked.flatMap(({ hits, parts }) => [...hits.keys(), ...parts.keys()]))
    const found = [...ids].map(id => rated(id, asked, told, entries[id])).sort(byRank)
    return { answers: few(found, entries).map(one => answer(one, entries[one.id], pages)), lacks }
  }
}

/* All words come before some, then more before fewer. */
const byRank = (one, other) => other.isWhole - one.isWhole || other.score - one.score

/* How well an entry answers. A heading that says nothing but what was asked is the answer, before one that says it among
   other things, or a part of it. Where several words are asked, one that programs alone print there is by chance. */
function rated(id, asked, told, { title }) {
  const hits = asked.flatMap(one => [one.parts.get(id), one.hits.get(id)]).filter(Boolean)
  const match = Object.assign({}, ...hits.map(one => one.match))
  const fields = told.map(one => Object.values(one.hits.get(id)?.match ?? {}).flat())
  const isSaid = field => field !== "output" || told.length === 1
  const inTitle = share(fields, all => all.includes("title"))
  const words = written(title).map(([word]) => termsOf(word)).filter(([whole]) => !ASIDE.has(whole))
  const ofTitle = share(words, terms => terms.some(term => match[term]?.includes("title")))
  const score = hits.reduce((sum, one) => sum + one.score, 0)
  return {
    id,
    match,
    isWhole: fields.every(all => all.some(isSaid)),
    score: score * share(fields, all => all.length) * (1 + 3 * ofTitle * Math.sqrt(inTitle))
  }
}

const share = (all, isOne) => all.filter(isOne).length / (all.length || 1)

const placeOf = ({ page, kind }, pages) =>
  [pages[page].in, kind === "page" ? "" : pages[page].title].filter(Boolean)

function few(found, entries) {
  const counts = {}
  return found.filter(({ id }) => (counts[entries[id].page] = (counts[entries[id].page] ?? 0) + 1) <= OF_A_PAGE).slice(0, MOST)
}

/* What the reader sees of a result. `passage` is the line of the page that is shown, if it is one. */
function answer({ id, match, isWhole }, entry, pages) {
  const terms = new Set(Object.keys(match))
  const title = marked(entry.title, terms)
  return { at: entry.at, place: placeOf(entry, pages), title, isWhole, ...context(entry, terms) }
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
function marked(text, terms) {
  const pieces = []
  let at = 0
  for (const { 0: word, index } of written(text)) {
    if (!termsOf(word).some(term => terms.has(term))) continue
    pieces.push({ text: text.slice(at, index) }, { text: word, isMarked: true })
    at = index + word.length
  }
  return [...pieces, { text: text.slice(at) }].filter(piece => piece.text)
}
