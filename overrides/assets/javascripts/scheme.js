/* The reader's colours, set before anything is painted: light or dark if they chose, else the system's. */
try {
  document.documentElement.dataset.scheme = localStorage.getItem("academy-scheme") || "system"
} catch {
  document.documentElement.dataset.scheme = "system" // storage may be forbidden, and then it is an error to name it
}
