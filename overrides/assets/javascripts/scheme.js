/* The reader's colours, set before anything is painted: light or dark if they chose, else the system's. */
{
  let chosen
  try {
    chosen = localStorage.getItem("academy-setting-scheme")
  } catch {} // storage may be forbidden, and then it is an error to name it
  document.documentElement.dataset.scheme = ["light", "dark"].includes(chosen) ? chosen : "system"
}
