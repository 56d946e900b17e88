// From an old address of a page to its new one, with what stands behind a #, which the browser alone knows.
