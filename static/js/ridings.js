// Narrows the list of ridings while one types; without it, the form asks the server for the same.
const form = document.querySelector("[data-ridings-search]");
const none = document.querySelector("[data-ridings-none]");

// As the server compares names: small letters and digits alone, without accents, hyphens and dashes.
const LIGATURES = { œ: "oe", æ: "ae" };
const keyOf = (name) =>
  name
    .toLowerCase()
    .replace(/[œæ]/g, (letter) => LIGATURES[letter])
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "");

const ridings = [...document.querySelectorAll("[data-ridings-province] li")].map((item) => ({
  item,
  keys: [keyOf(item.textContent), keyOf(item.dataset.also ?? "")],
}));
const jumps = document.querySelector("[data-ridings-provinces]");
const provinces = [...document.querySelectorAll("[data-ridings-province]")];

function narrow() {
  const words = form.elements.q.value.split(/\s+/).map(keyOf).filter(Boolean);
  for (const { item, keys } of ridings) {
    item.hidden = !words.every((word) => keys.some((key) => key.includes(word)));
  }
  for (const province of provinces) province.hidden = !province.querySelector("li:not([hidden])");
  if (jumps) jumps.hidden = words.length > 0;
  none.hidden = provinces.some((province) => !province.hidden);
}

form?.elements.q.addEventListener("input", narrow);
