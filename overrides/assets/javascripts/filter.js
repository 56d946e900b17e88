/* A field above a list of messages: it leaves the rows that hold all of its words. */

for (const box of document.querySelectorAll("[data-filter]")) {
  const field = box.querySelector("input")
  const status = box.querySelector("[role=status]")
  const list = document.querySelector(box.dataset.filter)
  const rows = [...list.querySelectorAll("li")].map(row => [row, row.textContent.toLowerCase()])

  function filter() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
    let count = 0
    for (const [row, text] of rows) {
      row.hidden = !words.every(word => text.includes(word))
      count += !row.hidden
    }
    status.textContent = words.length ? `${count} of ${rows.length}` : ""
  }

  box.hidden = false
  field.addEventListener("input", filter)
  filter() // a browser that comes back may have kept the words
}
