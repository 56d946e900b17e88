/* Marks and answers as a file: saved, read in again, as on a new device, and deleted. */

import { count, marksIn, renew } from "./progress.js"
import { PREFIX, forgetTraces, keepTraces, traces, tracesAmong } from "./store.js"

const NAME = "machine-learning-academy.json"
const READ = `${PREFIX}read`

function save() {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([JSON.stringify(traces(), null, 2)], { type: "application/json" }))
  link.download = NAME
  link.click()
  URL.revokeObjectURL(link.href)
}

/* A part is marked that is marked here or in the file; of all else, what the file holds counts. Says what it did. */
async function load(chosen) {
  const found = await tracesIn(chosen)
  if (!Object.keys(found).length) {
    const expected = `Expected a file saved here, such as ${NAME}.`
    return `Nothing has changed: “${chosen.name}” holds no marks or answers. ${expected}`
  }
  const marks = marksIn(found[READ])
  const all = [...marksIn(traces()[READ]), ...marks]
  if (!keepTraces({ ...found, [READ]: JSON.stringify([...new Set(all)]) })) {
    return "Nothing has changed: this browser has no room for what the file holds."
  }
  renew()
  const parts = count(marks)
  return `Read from the file: ${parts} ${parts === 1 ? "part" : "parts"} marked as read, and your answers.`
}

async function tracesIn(chosen) {
  try {
    return tracesAmong(JSON.parse(await chosen.text()))
  } catch {
    return {}
  }
}

/* The button that is pressed goes: who uses the keyboard is led to what it did. */
function forget(status) {
  forgetTraces()
  renew()
  status.textContent = "They are deleted."
  status.focus()
}

for (const box of document.querySelectorAll("[data-progress]")) {
  box.querySelector("[data-save]").addEventListener("click", save)
  box.querySelector("[data-forget]").addEventListener("click", () => forget(box.querySelector("[role=status]")))
}
for (const box of document.querySelectorAll("[data-marks]")) {
  const [file, status] = [box.querySelector("[type=file]"), box.querySelector("[role=status]")]
  box.querySelector("[data-load]").addEventListener("click", () => {
    status.textContent = "" // so that the same words are announced again
    file.click()
  })
  file.addEventListener("change", async () => {
    status.textContent = await load(file.files[0])
    file.value = "" // so that the same file can be chosen again
  })
}
