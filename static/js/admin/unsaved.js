// Asks before a page is left whose form has changes that are not saved.
const form = document.querySelector("#content-main > form[method=post]");
let changed = false;

form?.addEventListener("input", () => { changed = true; });
form?.addEventListener("submit", () => { changed = false; });
addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
